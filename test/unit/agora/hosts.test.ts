import { describe, expect, test } from 'vitest';
import {
	likelyRegion,
	localPlan,
	NEIGHBOURS,
	parseLocalServer,
	planOf,
	planWithPrimary,
	type ServerRegion,
} from '../../../src/agora/hosts';

/** Console REST API, Domain name table. */
const DOMAIN_NAMES = [
	'api.sd-rtn.com',
	'api-us-west-1.sd-rtn.com',
	'api-us-east-1.sd-rtn.com',
	'api-ap-southeast-1.sd-rtn.com',
	'api-ap-northeast-1.sd-rtn.com',
	'api-eu-west-1.sd-rtn.com',
	'api-eu-central-1.sd-rtn.com',
	'api-cn-east-1.sd-rtn.com',
	'api-cn-north-1.sd-rtn.com',
	'api.agora.io',
	'api-us-west-1.agora.io',
	'api-us-east-1.agora.io',
	'api-ap-southeast-1.agora.io',
	'api-ap-northeast-1.agora.io',
	'api-eu-west-1.agora.io',
	'api-eu-central-1.agora.io',
	'api-cn-east-1.agora.io',
	'api-cn-north-1.agora.io',
];
const AREAS = ['global', 'mainland'] as const;
const REGIONS = Object.keys(NEIGHBOURS) as ServerRegion[];
const plans = AREAS.flatMap((area) => REGIONS.map((region) => planOf(area, region)));

describe('the hosts of an area', () => {
	test('are those of the document, over https', () => {
		const lines = plans.flatMap(({ own, other }) => (other ? [own, other] : [own]));
		const urls = lines.flatMap(({ primary, neighbours }) => [primary, ...neighbours]);
		expect([...new Set(urls.map(({ hostname }) => hostname))].sort()).toEqual(DOMAIN_NAMES.toSorted());
		expect(urls.filter(({ href, host }) => href !== `https://${host}/`)).toEqual([]);
	});

	test('begin with its own domain, and use the other one as the alternate', () => {
		const domains = ({ own, other }: ReturnType<typeof planOf>) => [own.primary.host, other?.primary.host];
		expect(domains(planOf('global'))).toEqual(['api.agora.io', 'api.sd-rtn.com']);
		expect(domains(planOf('mainland'))).toEqual(['api.sd-rtn.com', 'api.agora.io']);
		for (const { own, other } of plans) {
			for (const line of other ? [own, other] : [own]) {
				const domain = line.primary.host.replace('api.', '');
				expect(line.neighbours.every(({ host }) => host.endsWith(`.${domain}`))).toBe(true);
			}
		}
	});

	test('begin with the domain that the user has chosen, in any area', () => {
		const order = ({ own, other }: ReturnType<typeof planOf>) => [own.primary.host, other?.primary.host];
		expect(order(planWithPrimary('api.agora.io'))).toEqual(['api.agora.io', 'api.sd-rtn.com']);
		const inMainland = planWithPrimary('api.sd-rtn.com');
		expect(order(inMainland)).toEqual(['api.sd-rtn.com', 'api.agora.io']);
		expect(inMainland.own.neighbours[0]?.host).toBe('api-cn-north-1.sd-rtn.com');
	});

	test("name the document's own example: Western Europe is next to Central Europe", () => {
		const { own, other } = planOf('global', 'eu-central-1');
		expect(own.neighbours[0]?.host).toBe('api-eu-west-1.agora.io');
		expect(other?.neighbours[0]?.host).toBe('api-eu-west-1.sd-rtn.com');
	});
});

describe('the neighbours of a region', () => {
	test.each(REGIONS)('%s: the other one of its part of the world, then one of another', (region) => {
		const [first, second] = NEIGHBOURS[region];
		const part = (name: string) => name.split('-')[0];
		expect(first).not.toBe(region);
		expect(part(first)).toBe(part(region));
		expect(part(second)).not.toBe(part(region));
	});

	test('do not include the Chinese mainland for other regions', () => {
		for (const region of REGIONS.filter((name) => !name.startsWith('cn-'))) {
			expect(NEIGHBOURS[region].join()).not.toContain('cn-');
		}
	});
});

test.each([
	['Honolulu', -10, 'us-west-1'],
	['Seattle', -8, 'us-west-1'],
	['Denver', -7, 'us-west-1'],
	['Chicago', -6, 'us-east-1'],
	['New York', -5, 'us-east-1'],
	['São Paulo', -3, 'us-east-1'],
	['London', 0, 'eu-west-1'],
	['Berlin', 1, 'eu-central-1'],
	['Moscow', 3, 'eu-central-1'],
	['Delhi', 5.5, 'ap-southeast-1'],
	['Singapore', 8, 'ap-southeast-1'],
	['Tokyo', 9, 'ap-northeast-1'],
	['Kiritimati', 14, 'ap-northeast-1'],
	['a machine whose clock keeps no known zone', 15, 'ap-northeast-1'],
])('from %s (UTC%f) the global name most likely leads to %s', (_place, hours, region) => {
	expect(likelyRegion('global', hours * 60)).toBe(region);
	expect(likelyRegion('mainland', hours * 60)).toBe('cn-east-1');
});

test('a local plan has one host, which must be on this machine', () => {
	expect(localPlan('http://127.0.0.1:8080')).toEqual({
		own: { primary: new URL('http://127.0.0.1:8080'), neighbours: [] },
		other: undefined,
	});
	for (const text of ['https://api.agora.io', 'http://10.0.0.1:8080', 'nothing', '']) {
		expect(localPlan(text)).toBeUndefined();
	}
});

test.each([
	['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
	['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
	[' https://localhost:1 ', 'https://localhost:1'],
	['http://LOCALHOST', 'http://localhost'],
	['http://127.1', 'http://127.0.0.1'],
	['http://2130706433', 'http://127.0.0.1'],
	['http://[::1]:3000', 'http://[::1]:3000'],
	['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
])('%j is a local server', (text, origin) => {
	expect(parseLocalServer(text)?.origin).toBe(origin);
});

test.each([
	'',
	'localhost:8080',
	'127.0.0.1:8080',
	'ftp://127.0.0.1',
	'http://0.0.0.0',
	'http://128.0.0.1',
	// VS Code sends requests to these through the HTTP proxy.
	'http://127.0.0.2',
	'http://127.255.0.3',
	'http://localhost.',
	'http://app.localhost',
	'http://[::ffff:127.0.0.1]',
	'http://127.0.0.1.example.com',
	'http://localhost.example.com',
	'http://127.example.com',
	'http://example.com#127.0.0.1',
	'http://user:pw@127.0.0.1',
	'http://127.0.0.1@example.com',
	'http://127.0.0.1/path',
	'http://127.0.0.1/?query',
	'http://127.0.0.1/#hash',
	'http://[::2]',
	'http://[::ffff:10.0.0.1]',
	'https://api.agora.io',
])('%j is none', (text) => {
	expect(parseLocalServer(text)).toBeUndefined();
});
