import * as vscode from 'vscode';
import { MAX_BAN_SECONDS, MIN_BAN_SECONDS } from '../../agora/channels/banRules';
import { type SessionSource, serverTime } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { answerInto, askPick, askText, type Step, type StepOptions } from '../../ui/steps';
import { listText } from '../../ui/text';
import type { TargetAnswers } from '../targetSteps';
import type { BanScope, Forbidden } from './banPlan';
import { banDurationText, untilText } from './banTexts';
import { type DurationProblem, PRESET_SECONDS, readBanDuration } from './duration';

export interface DurationAnswers {
	/** 0 for no ban: the users leave once. Undefined while the last step asks for it. */
	readonly seconds?: number | undefined;
	readonly isOtherDuration?: boolean | undefined;
}

export interface BanAnswers extends TargetAnswers, DurationAnswers {
	readonly scope?: BanScope | undefined;
	readonly forbidden?: Forbidden | undefined;
}

export interface BanStepDeps {
	readonly sessions: SessionSource;
	readonly clock: Clock;
}

/** @param channelNames those of the users; several where several users are selected */
export function askScope<State extends BanAnswers>(
	channelNames: (state: State) => readonly string[],
): Step<State> {
	return async (frame, state) => {
		const names = [...new Set(channelNames(state))];
		const [name = ''] = names;
		return answerInto(
			await askPick<BanScope>(frame, {
				placeholder: vscode.l10n.t('Where does the ban apply?'),
				items: [
					{
						value: 'channel',
						label:
							names.length === 1
								? vscode.l10n.t('Only in channel “{0}”', name)
								: vscode.l10n.t('Only in the channel of each user'),
					},
					{ value: 'project', label: vscode.l10n.t('In every channel of the project') },
				],
				selected: state.scope,
			}),
			(scope) => ({ ...state, scope }),
		);
	};
}

export const askForbidden = async <State extends BanAnswers>(
	...[frame, state]: Parameters<Step<State>>
): ReturnType<Step<State>> => {
	const stays = vscode.l10n.t(
		'Stays in the channel. The app gets no notice and continues to capture locally.',
	);
	return answerInto(
		await askPick<Forbidden>(frame, {
			placeholder: vscode.l10n.t('What is forbidden?'),
			items: [
				{
					value: 'join',
					label: vscode.l10n.t('Join the channel'),
					detail: vscode.l10n.t('Leaves at once and cannot join again'),
				},
				{ value: 'audio', label: vscode.l10n.t('Send audio'), detail: stays },
				{ value: 'video', label: vscode.l10n.t('Send video'), detail: stays },
				{ value: 'audioAndVideo', label: vscode.l10n.t('Send audio and video'), detail: stays },
			],
			selected: state.forbidden,
		}),
		(forbidden) => ({ ...state, forbidden }),
	);
};

interface DurationOptions {
	readonly placeholder: string;
	/** The first choice, with the value 0. */
	readonly once?: { readonly label: string; readonly detail: string };
}

/** The steps that ask how long a ban lasts. Every choice says until when. */
export function durationSteps<State extends DurationAnswers>(
	deps: BanStepDeps,
	{ placeholder, once }: DurationOptions,
): StepOptions<State>[] {
	const until = (seconds: number) => {
		const now = serverTime(deps.sessions, deps.clock);
		return vscode.l10n.t('until {0}', untilText(now + seconds * 1000, now));
	};
	return [
		{
			ask: async (frame, state) =>
				answerInto(
					await askPick<number>(frame, {
						placeholder,
						items: [
							...(once ? [{ ...once, value: 0 }] : []),
							...PRESET_SECONDS.map((value) => ({
								value,
								label: banDurationText(value),
								description:
									value === MAX_BAN_SECONDS ? vscode.l10n.t('{0}, the maximum', until(value)) : until(value),
							})),
							{ value: OTHER, label: vscode.l10n.t('Another Duration…') },
						],
						selected: state.isOtherDuration ? OTHER : state.seconds,
					}),
					(seconds) =>
						seconds === OTHER
							? {
									...state,
									isOtherDuration: true,
									seconds: state.isOtherDuration ? state.seconds : undefined,
								}
							: { ...state, isOtherDuration: false, seconds },
				),
		},
		{
			skip: ({ isOtherDuration }) => isOtherDuration !== true,
			ask: async (frame, state) =>
				answerInto(
					await askText(frame, {
						prompt: vscode.l10n.t(
							'A number with a unit: {0}. From {1} to {2}.',
							'45 seconds, 10 minutes, 2 hours, 1 h 30 min',
							banDurationText(MIN_BAN_SECONDS),
							banDurationText(MAX_BAN_SECONDS),
						),
						placeholder: banDurationText(1800),
						value: state.seconds === undefined ? undefined : banDurationText(state.seconds),
						validate: (typed) => {
							const read = readBanDuration(typed);
							return typeof read === 'number' ? undefined : problemText(read, typed);
						},
						hint: (typed) => {
							const read = readBanDuration(typed);
							return typeof read === 'number' ? listText([banDurationText(read), until(read)]) : undefined;
						},
					}),
					(typed) => ({ ...state, seconds: secondsOf(typed) }),
				),
		},
	];
}

/** The value of the choice that leads to another step; no duration. */
const OTHER = -1;

function secondsOf(typed: string): number | undefined {
	const read = readBanDuration(typed);
	return typeof read === 'number' ? read : undefined;
}

function problemText(problem: DurationProblem, typed: string): string {
	switch (problem) {
		case 'noUnit':
			return vscode.l10n.t('Add a unit: {0} seconds, {0} minutes or {0} hours?', typed.trim());
		case 'unreadable':
			return vscode.l10n.t('Enter a number with a unit, such as {0}.', banDurationText(1800));
		case 'tooShort':
			return vscode.l10n.t('A ban lasts at least {0}.', banDurationText(MIN_BAN_SECONDS));
		case 'tooLong':
			return vscode.l10n.t(
				'Agora keeps a ban for {0} at most. To keep somebody out for longer, stop issuing tokens.',
				banDurationText(MAX_BAN_SECONDS),
			);
	}
}
