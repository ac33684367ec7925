import './usage.css';
import { parseToWebview } from '../../src/shared/usageMessages';
import { loadChoice, post } from './host';
import { onThemeChange } from './theme';
import { UsageView } from './usageView';

const choice = loadChoice();
let view: UsageView | undefined;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
	const message = parseToWebview(data);
	switch (message?.type) {
		case 'init':
			view = new UsageView(message, choice);
			break;
		case 'range':
			view?.showRange(message);
			break;
		case 'figures':
			view?.showFigures(message);
			break;
	}
});
onThemeChange(() => view?.changeTheme());
setInterval(() => view?.showStatus(), 60_000);
post({ type: 'ready', business: choice.business });
