import './usage.css';
import { parseToWebview } from '../../src/shared/usage/messages';
import { defaultView } from '../../src/shared/usage/view';
import { loadState, post } from './host';
import { UsagePage } from './page';
import { onThemeChange } from './theme';

const kept = loadState();
let page: UsagePage | undefined;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
	const message = parseToWebview(data);
	if (message?.type === 'init') {
		const view = page?.view ?? kept?.view ?? defaultView(message.subject.project === null);
		// The texts and the subject are those of the panel for as long as it lives.
		page ??= new UsagePage(message, view);
	}
	if (message) {
		page?.hear(message);
	}
});
onThemeChange(() => page?.changeTheme());
setInterval(() => page?.showAge(), 60_000);
post({ type: 'ready', view: kept?.view ?? null });
