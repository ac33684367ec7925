/** Of the documents that show a project as JSON. */
export const PROJECT_SCHEME = 'agora-project';
