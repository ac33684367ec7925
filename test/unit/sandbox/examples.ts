// The examples printed in the two documents, keys in the printed order.

const PRINTED_HEX = '4855xxxxxxxxxxxxxxxxxxxxxxxxeae2';

/** Console REST API, Create a project. */
export const createProjectRequest = { name: 'project1', enable_sign_key: true };

/** Console REST API, every call that changes a project. */
export const changedProject = {
	project: {
		id: 'xxxx',
		name: 'project1',
		vendor_key: PRINTED_HEX,
		sign_key: PRINTED_HEX,
		recording_server: null,
		status: 1,
		created: 1464165672,
	},
};

/** Console REST API, Get a specified project. */
export const specifiedProject = {
	projects: [
		{
			id: 'xxxx',
			name: 'project1',
			sign_key: PRINTED_HEX,
			vendor_key: PRINTED_HEX,
			recording_server: null,
			status: 1,
			created: 1464165672,
		},
	],
};

/** Console REST API, Get all projects. */
export const allProjects = {
	projects: [
		...specifiedProject.projects,
		{
			id: 'xxxx',
			name: 'project1',
			sign_key: '2c01da6d6f6741df88ec47005f08572b',
			vendor_key: 'eb00cd2b222a4eeaa24fc6046d90b227',
			recording_server: null,
			status: 1,
			created: 1637153755,
		},
	],
};

/** Console REST API, Disable or enable a project. */
export const projectStatusRequest = { id: 'xxxx', status: 0 };

/** Console REST API, Set the IP address of the recording server. */
export const recordingConfigRequest = { id: 'xxxx', recording_server: '10.12.1.5:8080' };

/** Console REST API, Enable or disable the primary app certificate. */
export const signKeyRequest = { id: 'xxxx', enable: true };

/** Console REST API, Reset the primary app certificate. */
export const resetSignKeyRequest = { id: 'xxxx' };

const unit = 'second';
const quietDay = {
	durationAudioAll: 0,
	durationVideo1080P: 0,
	durationVideo2K: 0,
	durationVideo4K: 0,
	durationVideoHd: 0,
	durationVideoHdp: 0,
};

/** Console REST API, Get project usage. */
export const usagePath =
	'/dev/v3/usage?project_id=rxxxxxxj5u&from_date=2021-10-12&to_date=2021-12-14&business=default';

/** Its answer as printed: the first three days of the range. */
export const usage = {
	meta: {
		durationAudioAll: { en: 'Total Audio Duration', unit },
		durationVideo1080P: { en: 'Full HD Video Duration(including Recording)', unit },
		durationVideo2K: { en: '2K Video Duration(including Recording)', unit },
		durationVideo4K: { en: '4K Video Duration(including Recording)', unit },
		durationVideoHd: { en: 'HD Video Duration(including Recording)', unit },
		durationVideoHdp: { en: 'HDP Video Duration(including Recording)', unit },
	},
	usages: [
		{ date: '2021-10-12T00:00:00.000Z', usage: quietDay },
		{
			date: '2021-10-13T00:00:00.000Z',
			usage: { ...quietDay, durationAudioAll: 779, durationVideoHd: 60 },
		},
		{ date: '2021-10-14T00:00:00.000Z', usage: quietDay },
	],
};

const streamUrl = 'rtmp://example.agora.io/live/class32/101';

/** Media Pull REST API, Create API, Media Pull without transcoding. */
export const createPlayerRequest = {
	player: {
		streamUrl,
		channelName: 'class32',
		token: '2a784467d6',
		uid: 101,
		idleTimeout: 300,
		playTs: 1575508644,
		name: 'test',
	},
};

/** Media Pull REST API, Create API, Media Pull with transcoding. */
export const createTranscodingPlayerRequest = {
	player: {
		audioOptions: { profile: 1 },
		videoOptions: {
			width: 1920,
			height: 1080,
			frameRate: 15,
			bitrate: 400,
			codec: 'H.264',
			gop: 30,
			fillMode: 'fill',
		},
		...createPlayerRequest.player,
	},
};

/** Media Pull REST API, Create API, Response example. */
export const createdPlayer = {
	player: { uid: 101, id: '2a784467d647bb87b60b719f6fa56317', createTs: 1575508644, status: 'running' },
	fields: 'player.uid,player.id,player.createTs,player.status',
};

/** Media Pull REST API, List API, Response example. */
export const listedPlayers = {
	totalSize: 10,
	players: [
		{
			name: 'class32_101',
			streamUrl,
			channelName: 'class32',
			uid: 101,
			id: '2a784467d647bb87b60b719f6fa56317',
			createTs: 1575508644,
			status: 'running',
		},
		{
			name: 'class68_422',
			streamUrl: 'rtmp://example.agora.io/live/class68/422',
			channelName: 'class68',
			uid: 422,
			id: '0b719f6fa563172a784467d647bb87b6',
			createTs: 1575588644,
			status: 'connecting',
		},
	],
	fields:
		'player.name,player.streamUrl,player.channelName,player.uid,player.id,player.createTs,player.status',
	nextPageToken: '7b60b719f',
};
