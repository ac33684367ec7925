/** The part of agora-token that signs RTC tokens. Its index would bring seven other kinds of tokens into the bundle. */
declare module 'agora-token/src/RtcTokenBuilder2' {
	export const RtcTokenBuilder: typeof import('agora-token').RtcTokenBuilder;
	export const Role: typeof import('agora-token').RtcRole;
}
