import fc from 'fast-check';
import { dayOf } from '../../../src/usage/day';

/** A moment of this century or the next, in milliseconds since 1970, at any time of day. */
export const anyMoment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2199, 11, 31) });

export const anyDay = anyMoment.map(dayOf);
