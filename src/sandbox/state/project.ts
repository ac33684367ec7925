import type { Traffic } from '../usage/model';

/** A project of the account, as the sandbox keeps it. Tests may change it at any time. */
export interface SandboxProject {
	readonly id: string;
	name: string;
	/** 32 hex digits. */
	readonly appId: string;
	/** 32 hex digits; kept while the certificate is disabled, so that enabling brings the same one back. */
	appCertificate: string;
	certificateEnabled: boolean;
	enabled: boolean;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	recordingServer: string | null;
	/** Whether Media Pull may be used (Media Pull REST API, Status codes, 403). */
	mediaPull: 'enabled' | 'notEnabled' | 'revoked';
	/** Players that may exist at once (Media Pull REST API, Considerations). */
	playerQuota: number;
	/** What the project is used for; without it every day's usage is zero. */
	traffic: Traffic | undefined;
}

export type NewProject = Partial<SandboxProject>;

/** `sign_key` and the need for tokens follow this one rule. */
export function certificateInUse(project: SandboxProject): string | undefined {
	return project.certificateEnabled ? project.appCertificate : undefined;
}
