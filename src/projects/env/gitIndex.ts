const HEADER_BYTES = 12;

/** Extensions with which some paths are in another file (`link`), or only their folder is named (`sdir`). */
const PARTIAL = ['link\0', 'sdir\0'];

/**
 * Whether Git may track a file, by the bytes of the repository's index (gitformat-index(5)). Never wrong with a no: an
 * index that does not write out every path, or none at all, counts as yes.
 *
 * @param path From the repository's root, with `/`.
 */
export function mayBeTracked(index: Uint8Array, path: string): boolean {
	const bytes = Buffer.from(index.buffer, index.byteOffset, index.byteLength);
	const signature = bytes.toString('latin1', 0, 4);
	if (bytes.length < HEADER_BYTES || signature !== 'DIRC') {
		return true;
	}
	const version = bytes.readUInt32BE(4);
	return (
		version < 2 || version > 3 || [...PARTIAL, `${path}\0`].some((sign) => bytes.includes(sign, HEADER_BYTES))
	);
}
