import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import { figures } from './messages';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

const canvas = document.createElement('canvas');
const frame = document.createElement('div');
frame.style.height = '280px';
frame.append(canvas);
document.body.append(frame);

/** @type {Chart | undefined} */
let chart;

/**
 * Draws the same bars as the panel and nothing else, as the baseline.
 * @param {number} seed
 */
export function draw(seed) {
	const message = figures(seed);
	const columns = message.type === 'figures' ? (message.items[0]?.figures.columns ?? []) : [];
	const data = {
		labels: Array.from({ length: 366 }, (_, day) => String(day)),
		datasets: columns.map(({ key, values }) => ({ label: key, data: values.slice(-367, -1) })),
	};
	if (chart) {
		chart.data = data;
		chart.update();
	} else {
		chart = new Chart(canvas, {
			type: 'bar',
			data,
			options: {
				animation: false,
				maintainAspectRatio: false,
				scales: { x: { stacked: true }, y: { stacked: true } },
			},
		});
	}
}
