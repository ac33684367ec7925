import { expect, test } from 'vitest';
import { formatDuration } from '../../../src/common/formatDuration';

test.each([
	[10, 'en', '10 seconds'],
	[60, 'en', '1 minute'],
	[90, 'en', '1 minute 30 seconds'],
	[600, 'en', '10 minutes'],
	[5400, 'en', '1 hour 30 minutes'],
	[86_400, 'en', '1 day'],
	[90_061, 'en', '1 day 1 hour 1 minute 1 second'],
	[5410, 'zh-cn', '1小时30分钟10秒钟'],
])('formats %i seconds in %s as %s', (seconds, language, expected) => {
	expect(formatDuration(seconds, language)).toBe(expected);
});
