import { type ContexteCli, option } from '../../../socle/cli/contexte';
import { lancerScriptTelephonie } from './script-telephonie';

export const executer = (c: ContexteCli): Promise<number> => {
  const [action] = c.arguments;
  const depuis = option(c, 'depuis');
  return lancerScriptTelephonie(c, 'telephony/plivo/main.ts', [
    ...(action === undefined ? [] : [action]),
    ...(c.options.help === true ? ['--help'] : []),
    ...(c.options.aBlanc === true ? ['--a-blanc'] : []),
    ...(depuis === undefined ? [] : [`--depuis=${depuis}`]),
  ]);
};
