import type { Route } from '../http/route';
import { projectRoutes } from './projects';
import { usageRoute } from './usage';

/** Every operation of the Console REST API. */
export const consoleRoutes: readonly Route[] = [...projectRoutes, usageRoute];
