/** Where a cloud player runs (Media Pull REST API, Create API): North America, Europe, Asia Pacific, Chinese mainland. */
export const REGIONS = ['na', 'eu', 'ap', 'cn'] as const;
export type Region = (typeof REGIONS)[number];
