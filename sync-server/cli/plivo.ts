import { argument, type ContexteCli, option } from './contexte';
import { lancerScriptTelephonie } from './script-telephonie';

export const executer = (c: ContexteCli): Promise<number> => {
  const action = argument(c, 0, 'une action (configurer, verifier, rapprocher)');
  const depuis = option(c, 'depuis');
  return lancerScriptTelephonie(c, new URL('../../telephony/plivo/main.ts', import.meta.url), [
    action,
    ...(c.options.aBlanc === true ? ['--a-blanc'] : []),
    ...(depuis === undefined ? [] : [`--depuis=${depuis}`]),
  ]);
};
