import { describe, expect, it } from 'vitest';
import { readNotification } from '../../../src/agora/notifications/event';
import { type NotificationSignatures, signNotification } from '../../../src/agora/notifications/signature';
import type { NotificationSecret } from '../../../src/notifications/notificationSecrets';
import { checkSignature } from '../../../src/notifications/signatureCheck';
import { statusNotice } from './received';

const secret = (id: string, appId: string, productId: number): NotificationSecret => {
	return { id, appId, productId, value: `value of ${id}`, storedAt: 0 };
};
const OWN = secret('own', 'app-a', 4);
const OF_CHANNELS = secret('of channels', 'app-a', 1);
const OF_OTHER_PROJECT = secret('of another project', 'app-b', 4);

const BODY = Buffer.from(JSON.stringify(statusNotice('1', { appId: 'app-a' })));
const check = (
	signatures: NotificationSignatures,
	secrets: readonly NotificationSecret[],
	body: Uint8Array = BODY,
) => checkSignature(body, signatures, readNotification(body), secrets);
const signed = ({ value }: NotificationSecret, body: Uint8Array = BODY) => signNotification(body, value);
const fits = { kind: 'fits', secret: OWN, algorithm: 'sha256', form: 'asIs', isOtherInvalid: false };

describe('the check of a signature', () => {
	it('finds the secret that fits, whichever signature there is', () => {
		const { sha1, sha256 } = signed(OWN);
		const secrets = [OF_CHANNELS, OWN];
		expect(check({ sha1, sha256 }, secrets)).toEqual(fits);
		expect(check({ sha256 }, secrets)).toEqual(fits);
		expect(check({ sha1 }, secrets)).toEqual({ ...fits, algorithm: 'sha1' });
	});

	it('cannot be made without a signature or without a secret of the product', () => {
		expect(check({}, [OWN])).toEqual({ kind: 'missing' });
		expect(check(signed(OWN), [])).toEqual({ kind: 'noSecret' });
		expect(check(signed(OWN), [OF_CHANNELS, OF_OTHER_PROJECT])).toEqual({ kind: 'noSecret' });
	});

	it('names the header that is malformed', () => {
		const { sha1 } = signed(OWN);
		expect(check({ sha256: sha1 }, [OWN])).toEqual({ kind: 'malformed', algorithm: 'sha256' });
		expect(check({ sha1: 'g'.repeat(40) }, [OWN])).toEqual({ kind: 'malformed', algorithm: 'sha1' });
	});

	it('fails if no secret fits', () => {
		expect(check(signNotification(BODY, 'unknown'), [OWN])).toEqual({ kind: 'invalid' });
		const changed = Buffer.from(BODY.toString().replace('running', 'failed'));
		expect(check(signed(OWN), [OWN], changed)).toEqual({ kind: 'invalid' });
	});

	it('finds that the secret is of another product or project', () => {
		expect(check(signed(OF_CHANNELS), [OWN, OF_CHANNELS])).toEqual({
			...{ ...fits, secret: OF_CHANNELS },
			differs: 'product',
		});
		expect(check(signed(OF_OTHER_PROJECT), [OWN, OF_OTHER_PROJECT])).toEqual({
			...{ ...fits, secret: OF_OTHER_PROJECT },
			differs: 'project',
		});
	});

	it('prefers the secret of the product and project where several have the same value', () => {
		const same = { ...OF_CHANNELS, value: OWN.value };
		expect(check(signed(OWN), [same, OWN])).toEqual(fits);
	});

	it('finds that the body has a line break that was not signed, or that its JSON was formatted', () => {
		const withLineBreak = Buffer.from(`${BODY}\n`);
		expect(check(signed(OWN), [OWN], withLineBreak)).toEqual({ ...fits, form: 'trimmed' });
		const formatted = Buffer.from(JSON.stringify(JSON.parse(BODY.toString()), undefined, 2));
		expect(check(signed(OWN), [OWN], formatted)).toEqual({ ...fits, form: 'compact' });
	});

	it('finds that only the older signature fits', () => {
		const { sha1 } = signed(OWN);
		expect(check({ sha1, sha256: '0'.repeat(64) }, [OWN])).toEqual({
			...{ ...fits, algorithm: 'sha1' },
			isOtherInvalid: true,
		});
	});
});
