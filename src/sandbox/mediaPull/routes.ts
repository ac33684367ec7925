import type { Route } from '../http/route';
import { createPlayer } from './create';
import { deletePlayer } from './delete';
import { listPlayers } from './list';
import { updatePlayer } from './update';

const PLAYERS = 'v1/projects/{appId}/cloud-player/players';

/** Every operation of the Media Pull REST API, and Update (api-facts §3). */
export const mediaPullRoutes: readonly Route[] = [
	{ method: 'POST', path: `/{region}/${PLAYERS}`, operation: createPlayer },
	{ method: 'DELETE', path: `/{region}/${PLAYERS}/{id}`, operation: deletePlayer },
	{ method: 'PATCH', path: `/{region}/${PLAYERS}/{id}`, operation: updatePlayer },
	{ method: 'GET', path: `/${PLAYERS}`, operation: listPlayers },
];
