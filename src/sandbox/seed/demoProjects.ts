import type { NewProject, SandboxProject } from '../state/project';
import type { SandboxState } from '../state/state';

export type DemoProjects = Readonly<Record<DemoProject, SandboxProject>>;
type DemoProject =
	| 'classroom'
	| 'watchParty'
	| 'townHall'
	| 'support'
	| 'music'
	| 'telehealth'
	| 'staging'
	| 'loadTests';

/** Two have no certificate, one is disabled, and one has not been given Media Pull. */
const projects: Readonly<Record<DemoProject, NewProject>> = {
	music: {
		id: 'Qm3x-T9wA',
		name: 'Music Lessons 2021',
		enabled: false,
		createdAt: Date.UTC(2021, 2, 9, 8, 12, 44),
		recordingServer: '10.12.1.5:8080',
		traffic: { audioSecondsPerDay: 41_000, rhythm: 'evening', endedAt: Date.UTC(2024, 5, 30) },
	},
	classroom: {
		id: '7sdnf3xRH',
		name: 'Classroom Live',
		createdAt: Date.UTC(2022, 7, 22, 6, 30, 5),
		traffic: { audioSecondsPerDay: 1_260_000, rhythm: 'office' },
	},
	support: {
		id: 'b0Kc2_LdE',
		name: 'Support Desk Video',
		createdAt: Date.UTC(2022, 10, 3, 14, 1, 37),
		traffic: { audioSecondsPerDay: 318_000, rhythm: 'office' },
	},
	watchParty: {
		id: 'Wp84rYzu1',
		name: 'Watch Party',
		createdAt: Date.UTC(2023, 4, 17, 19, 45, 12),
		traffic: { audioSecondsPerDay: 842_000, rhythm: 'evening' },
	},
	townHall: {
		id: 'tH6vN-q0s',
		name: 'Town Hall Broadcast',
		createdAt: Date.UTC(2023, 9, 2, 9, 0, 0),
		traffic: { audioSecondsPerDay: 96_000, rhythm: 'office' },
	},
	staging: {
		id: 'sTg_19fXo',
		name: 'Staging',
		certificateEnabled: false,
		createdAt: Date.UTC(2024, 0, 15, 11, 22, 33),
		traffic: { audioSecondsPerDay: 22_000, rhythm: 'office' },
	},
	telehealth: {
		id: 'Jd5hE2mVb',
		name: 'Telehealth Pilot',
		mediaPull: 'notEnabled',
		createdAt: Date.UTC(2024, 2, 4, 16, 8, 51),
		traffic: { audioSecondsPerDay: 154_000, rhythm: 'office' },
	},
	loadTests: {
		id: 'Lt-77cPgk',
		name: 'Load Tests',
		certificateEnabled: false,
		createdAt: Date.UTC(2024, 6, 29, 7, 55, 18),
		traffic: { audioSecondsPerDay: 63_000, rhythm: 'office' },
	},
};

export function addDemoProjects(state: SandboxState): DemoProjects {
	return {
		music: state.addProject(projects.music),
		classroom: state.addProject(projects.classroom),
		support: state.addProject(projects.support),
		watchParty: state.addProject(projects.watchParty),
		townHall: state.addProject(projects.townHall),
		staging: state.addProject(projects.staging),
		telehealth: state.addProject(projects.telehealth),
		loadTests: state.addProject(projects.loadTests),
	};
}
