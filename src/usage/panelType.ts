/** The kind of webview panel that usage is in, also in package.json's when clauses. */
export const panelType = 'agora.usage';
