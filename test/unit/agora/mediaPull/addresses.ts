/** What the documents' examples are addressed to. */
export const APP = 'eb00cd2b222a4eeaa24fc6046d90b227';
export const ID = '2a784467d647bb87b60b719f6fa56317';
export const PLAYERS = `/v1/projects/${APP}/cloud-player/players`;

/** A fresh X-Request-ID. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
