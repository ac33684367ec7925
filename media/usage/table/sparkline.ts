const width = 96;
const height = 20;
const namespace = 'http://www.w3.org/2000/svg';

/** The totals of a project over the range as a line, broken where there is none; `label` is for screen readers. */
export function sparkline(values: readonly (number | undefined)[], label: string): SVGSVGElement {
	const svg = drawing('svg', {
		class: 'sparkline',
		viewBox: `0 0 ${width} ${height}`,
		width: String(width),
		height: String(height),
		role: 'img',
		'aria-label': label,
	});
	const highest = Math.max(1, ...values.map((value) => value ?? 0));
	const step = width / Math.max(1, values.length - 1);
	const place = (value: number, index: number) =>
		`${(index * step).toFixed(1)} ${(height - 1.5 - ((height - 3) * value) / highest).toFixed(1)}`;
	let open = false;
	const parts = values.map((value, index) => {
		const command = value === undefined ? '' : `${open ? 'L' : 'M'}${place(value, index)}h0.1`;
		open = value !== undefined;
		return command;
	});
	svg.append(
		drawing('path', { d: parts.join(''), fill: 'none', 'stroke-width': '1.5', 'stroke-linejoin': 'round' }),
	);
	return svg;
}

function drawing<K extends keyof SVGElementTagNameMap>(
	tag: K,
	attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[K] {
	const made = document.createElementNS(namespace, tag);
	for (const [name, value] of Object.entries(attributes)) {
		made.setAttribute(name, value);
	}
	return made;
}
