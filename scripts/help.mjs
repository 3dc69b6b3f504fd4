// @ts-check
// The help of the cmdlets in Japanese, `ja-JP/EflowNetDiag-help.xml`: made by `npm run generate` of the help in the sources
// and of its Japanese in scripts/data/help.ja.json. An English paragraph is the key of its Japanese: who changes the one is
// asked for the other. PowerShell takes this file where the user interface is Japanese, and the comment in the source where it
// is not, because each cmdlet names the file in a comment of its own before the other: in the same one PowerShell would take
// no help at all where there is no file.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

export const helpFile = 'ps-module/ja-JP/EflowNetDiag-help.xml';
const japaneseFile = 'scripts/data/help.ja.json';

/** @typedef {{ keyword: string, argument: string, text: string }} Section a part of the help in a comment */
/** @typedef {{ set: string, required: boolean, position: string, pipeline: string }} Place of a parameter in a set, or in all */
/** @typedef {{ name: string, type: string, fallback: string, wildcards: boolean, places: Place[] }} Parameter */
/** @typedef {{ name: string, sections: Section[], parameters: Parameter[], sets: string[] }} Cmdlet */

/** @param {RegExp} pattern @param {string} text @returns {string} what it finds, or nothing */
const found = (pattern, text) => pattern.exec(text)?.[1] ?? '';

/** @param {string} help the comment, as it stands in the file @returns {Section[]} */
const sectionsOf = (help) =>
  help
    .split(/^ {8}\.(?=[A-Z])/m)
    .slice(1)
    .map((part) => {
      const [head = '', ...lines] = part.split('\n');
      const [keyword = '', argument = ''] = head.trim().split(' ');
      const text = lines.map((line) => line.slice(12)).join('\n');
      return { keyword, argument, text: text.trim() };
    });

/** @param {string} attributes of one parameter @returns {Place[]} */
const placesOf = (attributes) => {
  const given = attributes.split('[Parameter(').slice(1);
  return (given.length === 0 ? [''] : given).map((one) => {
    const position = found(/^[^)]*Position = (\d+)/, one);
    return {
      set: found(/^[^)]*ParameterSetName = '(\w+)'/, one),
      required: /^[^)]*Mandatory = \$true/.test(one),
      position: position === '' ? 'named' : `${Number(position) + 1}`,
      pipeline: [
        ...(/^[^)]*ValueFromPipeline = \$true/.test(one) ? ['ByValue'] : []),
        ...(/^[^)]*ValueFromPipelineByPropertyName = \$true/.test(one) ? ['ByPropertyName'] : []),
      ].join(', '),
    };
  });
};

/** What PowerShell shows as a default where none is given. @type {Record<string, string>} */
const emptyValues = { Int32: '0', SwitchParameter: 'False' };

/** @type {Record<string, string>} */
const typeNames = { int: 'Int32', switch: 'SwitchParameter', scriptblock: 'ScriptBlock' };

/** @param {string} name in the source @returns {string} as PowerShell shows it */
const typeName = (name) =>
  typeNames[name] ?? name.slice(name.lastIndexOf('.') + 1).replace(/^[a-z]/, (one) => one.toUpperCase());

/** @param {string} text of a parameter, from its first attribute to its default @returns {Parameter} */
const parameterOf = (text) => {
  const [, type = '', name = '', fallback = ''] = /^ {8}\[([\w.[\]]+)\]\n {8}\$(\w+)(?: = (.*?))?,?$/m.exec(text) ?? [];
  return {
    name,
    type: typeName(type),
    fallback: fallback.replace(/^'(.*)'$/, '$1') || (emptyValues[typeName(type)] ?? ''),
    wildcards: text.includes('[SupportsWildcards()]'),
    places: placesOf(text),
  };
};

/** Where nothing is said of positions and sets, PowerShell counts all parameters but switches. @param {Parameter[]} parameters @returns {Parameter[]} */
const counted = (parameters) => {
  const places = parameters.flatMap((one) => one.places);
  if (places.some(({ set, position }) => set !== '' || position !== 'named')) return parameters;
  let position = 0;
  return parameters.map((one) =>
    one.type === 'SwitchParameter'
      ? one
      : { ...one, places: one.places.map((place) => ({ ...place, position: `${++position}` })) },
  );
};

/** What ShouldProcess adds. @type {Parameter[]} */
const consent = ['WhatIf', 'Confirm'].map((name) => ({
  name,
  type: 'SwitchParameter',
  fallback: '',
  wildcards: false,
  places: placesOf(''),
}));

/** @param {string} source of a cmdlet @returns {Cmdlet} */
const readCmdlet = (source) => {
  const block = found(/^ {4}param \(\n([^]*?)^ {4}\)/m, source);
  const parameters = counted(block.split('\n\n').map(parameterOf));
  const preferred = found(/DefaultParameterSetName = '(\w+)'/, source);
  const sets = new Set([preferred, ...parameters.flatMap((one) => one.places.map(({ set }) => set))]);
  return {
    name: found(/^function ([\w-]+)/m, source),
    sections: sectionsOf(found(/^ {4}<#\n([^]*?)^ {4}#>/m, source)),
    parameters: source.includes('SupportsShouldProcess') ? [...parameters, ...consent] : parameters,
    sets: sets.size === 1 ? [''] : [...sets].filter((set) => set !== ''),
  };
};

/** @returns {Cmdlet[]} */
const cmdlets = () => {
  const folder = path.join(root, 'ps-module/Public');
  return readdirSync(folder)
    .sort()
    .map((file) => readCmdlet(readFileSync(path.join(folder, file), 'utf8')));
};

/** @param {string} text @returns {string[]} its paragraphs, each in one line */
const paragraphs = (text) =>
  text
    .split(/\n[ \t]*\n/)
    .map((one) =>
      one
        .split('\n')
        .map((line) => line.trim())
        .join(' ')
        .trim(),
    )
    .filter((one) => one !== '');

/** Of an example the code, of inputs and outputs the type: the same in every language. @param {Section} section @returns {{ head: string, rest: string }} */
const headed = ({ keyword, text }) => {
  const end = keyword === 'EXAMPLE' ? text.indexOf('\n\n') : text.indexOf('\n');
  return end < 0 ? { head: text, rest: '' } : { head: text.slice(0, end), rest: text.slice(end).trim() };
};

const headedKeywords = new Set(['EXAMPLE', 'INPUTS', 'OUTPUTS']);

/** @param {Cmdlet} cmdlet @returns {string[]} what there is to say in another language */
const sentencesOf = ({ sections }) =>
  sections.flatMap((section) => paragraphs(headedKeywords.has(section.keyword) ? headed(section).rest : section.text));

/** @returns {{ name: string, code: string }[]} the examples of all cmdlets */
export const helpExamples = () =>
  cmdlets().flatMap(({ name, sections }) =>
    sections.filter(({ keyword }) => keyword === 'EXAMPLE').map((one) => ({ name, code: headed(one).head })),
  );

/** Of WhatIf and Confirm the sources say nothing, as PowerShell knows them; a help file has to. */
const consentTexts = {
  WhatIf: '何をするかを示すだけで、何も変更しません。',
  Confirm: '実行する前に確認を求めます。-Confirm:$false では求めません。',
};

/** @returns {Record<string, string>} */
const readJapanese = () =>
  /** @type {Record<string, string>} */ (JSON.parse(readFileSync(path.join(root, japaneseFile), 'utf8')));

/** @returns {{ missing: string[], unused: string[] }} paragraphs without Japanese, and Japanese without a paragraph */
export const helpGaps = () => {
  const japanese = readJapanese();
  const wanted = new Set(cmdlets().flatMap(sentencesOf));
  return {
    missing: [...wanted].filter((one) => japanese[one] === undefined),
    unused: Object.keys(japanese).filter((one) => !wanted.has(one)),
  };
};

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param {readonly string[]} texts */
const paras = (texts) => texts.map((one) => `<maml:para>${escaped(one)}</maml:para>`).join('');

/** @param {Parameter} parameter @param {Place} place @param {string} description */
const parameterXml = ({ name, type, fallback, wildcards }, place, description) =>
  `<command:parameter required="${place.required}" globbing="${wildcards}" position="${place.position}"` +
  ` pipelineInput="${place.pipeline === '' ? 'false' : `true (${place.pipeline})`}">` +
  `<maml:name>${name}</maml:name>${description}` +
  `<command:parameterValue required="${type !== 'SwitchParameter'}">${type}</command:parameterValue>` +
  `<dev:type><maml:name>${type}</maml:name></dev:type><dev:defaultValue>${escaped(fallback)}</dev:defaultValue></command:parameter>`;

/** @param {Cmdlet} cmdlet @param {string} set */
const syntaxXml = ({ name, parameters }, set) => {
  const own = parameters.flatMap((parameter) => {
    const place = parameter.places.find((one) => one.set === '' || one.set === set);
    return place === undefined ? [] : [{ parameter, place }];
  });
  const texts = own.map(({ parameter, place }) =>
    parameter.type === 'SwitchParameter'
      ? parameterXml(parameter, place, '').replace(/<command:parameterValue.*?<\/command:parameterValue>/, '')
      : parameterXml(parameter, place, ''),
  );
  return `<command:syntaxItem>\n<maml:name>${name}</maml:name>\n${texts.join('\n')}\n</command:syntaxItem>`;
};

/** @param {Section} section @param {(text: string) => string} described @param {number} number */
const exampleXml = (section, described, number) => {
  const { head, rest } = headed(section);
  return `<command:example><maml:title>-------------------------- 例 ${number} --------------------------</maml:title><dev:code>${escaped(head)}</dev:code><dev:remarks>${described(rest)}<maml:para></maml:para></dev:remarks></command:example>`;
};

/** @param {Cmdlet} cmdlet @param {(english: string) => string} said */
const cmdletXml = (cmdlet, said) => {
  const described = (/** @type {string} */ text) => paras(paragraphs(text).map(said));
  const all = (/** @type {string} */ keyword) => cmdlet.sections.filter((one) => one.keyword === keyword);
  const text = (/** @type {string} */ keyword) => described(all(keyword)[0]?.text ?? '');
  const [verb, noun] = cmdlet.name.split('-');
  const description = (/** @type {string} */ name) =>
    name in consentTexts
      ? paras([consentTexts[/** @type {keyof typeof consentTexts} */ (name)]])
      : described(all('PARAMETER').find((one) => one.argument === name)?.text ?? '');
  const values = (/** @type {string} */ keyword, /** @type {string} */ element) =>
    all(keyword)
      .map(headed)
      .map(
        ({ head, rest }) =>
          `<command:${element}><dev:type><maml:name>${head}</maml:name></dev:type><maml:description>${described(rest)}</maml:description></command:${element}>`,
      )
      .join('\n');
  return `<command:command xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">
<command:details><command:name>${cmdlet.name}</command:name><maml:description>${text('SYNOPSIS')}</maml:description><command:verb>${verb}</command:verb><command:noun>${noun}</command:noun></command:details>
<maml:description>${text('DESCRIPTION')}</maml:description>
<command:syntax>
${cmdlet.sets.map((set) => syntaxXml(cmdlet, set)).join('\n')}
</command:syntax>
<command:parameters>
${cmdlet.parameters.map((one) => parameterXml(one, /** @type {Place} */ (one.places[0]), `<maml:description>${description(one.name)}</maml:description>`)).join('\n')}
</command:parameters>
<command:inputTypes>
${values('INPUTS', 'inputType')}
</command:inputTypes>
<command:returnValues>
${values('OUTPUTS', 'returnValue')}
</command:returnValues>
<maml:alertSet><maml:alert>${text('NOTES')}</maml:alert></maml:alertSet>
<command:examples>
${all('EXAMPLE')
  .map((one, index) => exampleXml(one, described, index + 1))
  .join('\n')}
</command:examples>
</command:command>`;
};

/** @returns {string} the help file; a paragraph without Japanese stands there in English, and a test names it */
export const japaneseHelp = () => {
  const japanese = readJapanese();
  const said = (/** @type {string} */ english) => japanese[english] ?? english;
  const texts = cmdlets().map((cmdlet) => cmdletXml(cmdlet, said));
  return `<?xml version="1.0" encoding="utf-8"?>\n<!-- Made by \`npm run generate\` (scripts/help.mjs). Do not edit. -->\n<helpItems schema="maml" xmlns="http://msh">\n${texts.join('\n')}\n</helpItems>\n`;
};
