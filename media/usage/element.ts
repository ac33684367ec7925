/** An element with attributes and children; text is always text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Readonly<Record<string, string>> = {},
	...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		made.setAttribute(name, value);
	}
	made.append(...children);
	return made;
}

/** A name or label from outside, kept from turning the direction of the text around it. */
export function outside(text: string): HTMLElement {
	return element('bdi', { title: text }, text);
}

/** A text with elements in its places `{0}`, `{1}`. */
export function filled(text: string, ...values: (Node | string)[]): (Node | string)[] {
	return text
		.split(/\{(\d+)\}/)
		.map((part, index) => (index % 2 === 1 ? (values[Number(part)] ?? '') : part));
}

/** Text for screen readers alone. */
export function unseen(text: string): HTMLElement {
	return element('span', { class: 'visually-hidden' }, text);
}

/** Replaces what is in a container; the focus stays with the element of the same `data-key`. */
export function redraw(container: HTMLElement, ...children: (Node | string)[]): void {
	const { activeElement } = document;
	const key =
		activeElement instanceof HTMLElement && container.contains(activeElement)
			? activeElement.dataset.key
			: undefined;
	container.replaceChildren(...children);
	if (key !== undefined) {
		container.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
	}
}
