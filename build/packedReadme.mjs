// @ts-check

const ONLY_IN_REPOSITORY = /<!-- repository -->[\s\S]*?<!-- \/repository -->\n*/g;
const RELATIVE_LINK = /(?<!!)\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g;

/**
 * The README as the package holds it and the Marketplace shows it, where nothing but its text is at hand: without what
 * stands between `<!-- repository -->` and `<!-- /repository -->`, and with the words alone of links to other files.
 * @param {string} text
 * @returns {string}
 */
export function packedReadme(text) {
	return text.replaceAll(ONLY_IN_REPOSITORY, '').replaceAll(RELATIVE_LINK, '$1');
}
