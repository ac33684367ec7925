import type { PlayerCommand } from '../playerCommand';

export const clearPlayerFilter: PlayerCommand = async ({ filter }) => filter.clear();
