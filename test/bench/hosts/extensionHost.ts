import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The resources that a process has used so far. */
export interface Used {
	readonly cpuSeconds: number;
	readonly residentBytes: number;
}

interface Process {
	readonly pid: number;
	readonly parent: number;
	readonly command: string;
}

/** The process id of the only extension host of the VS Code server with this data folder. */
export function extensionHostOf(dataDir: string): number {
	const all = processes();
	const isOfServer = ({ command }: Process) => command.includes(dataDir) && command.includes('server-main');
	const servers = new Set(all.filter(isOfServer).map(({ pid }) => pid));
	const hosts = all.filter(
		({ parent, command }) => servers.has(parent) && command.includes('--type=extensionHost'),
	);
	const [host, ...others] = hosts;
	if (!host || others.length > 0) {
		throw new Error(`There are ${hosts.length} extension hosts instead of one.`);
	}
	return host.pid;
}

export function usedBy(pid: number): Used {
	return process.platform === 'linux' ? usedOnLinux(pid) : usedByPs(pid);
}

function processes(): Process[] {
	const text = execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,command='], {
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
	});
	return text.split('\n').flatMap((line) => {
		const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
		return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
	});
}

/** proc(5): `utime` and `stime` in hundredths of a second, `rss` in pages of 4 KiB. All threads are counted. */
function usedOnLinux(pid: number): Used {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name in parentheses may contain spaces and parentheses.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [user, system, resident] = [fields[11], fields[12], fields[21]].map(Number);
	return {
		cpuSeconds: ((user ?? Number.NaN) + (system ?? Number.NaN)) / 100,
		residentBytes: (resident ?? Number.NaN) * 4096,
	};
}

/** `time` as [hours:]minutes:seconds, `rss` in KiB. */
function usedByPs(pid: number): Used {
	const text = execFileSync('ps', ['-o', 'time=,rss=', '-p', String(pid)], { encoding: 'utf8' });
	const [time = '', resident = ''] = text.trim().split(/\s+/);
	const cpuSeconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
	return { cpuSeconds, residentBytes: Number(resident) * 1024 };
}
