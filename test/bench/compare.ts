const WARM_UP_ROUNDS = 8;
const ROUNDS = 100;

/** One way of doing a job. Its result is kept while its memory is measured. */
export interface Contender {
	readonly name: string;
	run(): Promise<readonly unknown[]>;
}

interface Figures {
	readonly medianMs: number;
	readonly retainedMb: number;
	readonly peakMb: number;
}

/**
 * Runs both contenders in turn, so that a busy machine slows down both alike, and prints their medians and memory. It does
 * not force garbage collections between the timed runs, because these would shrink the young generation. Separate rounds
 * measure memory, because measuring it takes time.
 */
export async function compare(title: string, subject: Contender, baseline: Contender): Promise<void> {
	const both = [subject, baseline];
	const times = new Map(both.map((contender) => [contender, [] as number[]]));
	for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
		// The order changes because the second contender has a warmer connection and a fuller heap.
		for (const contender of round % 2 === 0 ? both : both.toReversed()) {
			const start = performance.now();
			await contender.run();
			if (round >= 0) {
				times.get(contender)?.push(performance.now() - start);
			}
		}
	}
	const memory = new Map<Contender, Omit<Figures, 'medianMs'>>();
	for (const contender of both) {
		memory.set(contender, await memoryOf(contender));
	}
	const rows = both.map((contender) => ({
		name: contender.name,
		medianMs: median(times.get(contender) ?? []),
		retainedMb: 0,
		peakMb: 0,
		...memory.get(contender),
	}));
	print(title, rows);
}

function print(title: string, rows: readonly (Figures & { name: string })[]): void {
	const [subject, baseline] = rows;
	if (!subject || !baseline) {
		return;
	}
	console.info(`\n${title} (median of ${ROUNDS})`);
	const width = Math.max(...rows.map(({ name }) => name.length));
	for (const { name, medianMs, retainedMb, peakMb } of rows) {
		const columns = [
			`${medianMs.toFixed(1)} ms`,
			`result ${retainedMb.toFixed(1)} MB`,
			`peak heap ${peakMb.toFixed(1)} MB`,
		];
		console.info(`  ${name.padEnd(width)}  ${columns.map((column) => column.padStart(18)).join('')}`);
	}
	const ratios = [
		`time ${(subject.medianMs / baseline.medianMs).toFixed(2)}`,
		`result ${(subject.retainedMb / baseline.retainedMb).toFixed(2)}`,
		`peak ${(subject.peakMb / baseline.peakMb).toFixed(2)}`,
	];
	console.info(`  ratio: ${ratios.join(', ')}`);
}

const MEMORY_ROUNDS = 9;

/** Medians of the memory that the result retains and of the peak, both relative to the heap before. */
async function memoryOf(contender: Contender): Promise<Omit<Figures, 'medianMs'>> {
	const rounds: Omit<Figures, 'medianMs'>[] = [];
	for (let round = 0; round < MEMORY_ROUNDS; round++) {
		rounds.push(await memoryOfOne(contender));
	}
	return {
		retainedMb: median(rounds.map(({ retainedMb }) => retainedMb)),
		peakMb: median(rounds.map(({ peakMb }) => peakMb)),
	};
}

/** A separate function, so that a result does not outlive its round. */
async function memoryOfOne(contender: Contender): Promise<Omit<Figures, 'medianMs'>> {
	globalThis.gc?.();
	const before = heapMb();
	let peak = before;
	const sampler = setInterval(() => {
		peak = Math.max(peak, heapMb());
	});
	const result = await contender.run();
	clearInterval(sampler);
	const peakMb = Math.max(peak, heapMb()) - before;
	globalThis.gc?.();
	const retainedMb = heapMb() - before;
	if (result.length === 0) {
		throw new Error(`${contender.name} has no result`);
	}
	return { retainedMb, peakMb };
}

function heapMb(): number {
	return process.memoryUsage().heapUsed / 1e6;
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
