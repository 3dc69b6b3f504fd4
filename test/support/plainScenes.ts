import { answers } from './scenes/answers.js';
import { chains } from './scenes/chains.js';
import { conditions } from './scenes/conditions.js';
import { marks } from './scenes/marks.js';
import { translations } from './scenes/translations.js';

/** What the manual pages say, scene by scene: the model and a kernel both do it. */
export const plainScenes = [...answers, ...chains, ...conditions, ...marks, ...translations];
