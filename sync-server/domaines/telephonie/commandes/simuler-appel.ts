import { type ContexteCli, optionRequise } from '../../../socle/cli/contexte';
import { lancerScriptTelephonie } from './script-telephonie';

export const executer = (c: ContexteCli): Promise<number> => {
  const args = [`--de=${optionRequise(c, 'de')}`, `--touches=${optionRequise(c, 'touches')}`];
  return lancerScriptTelephonie(c, new URL('../../../../telephony/simulator/main.ts', import.meta.url), args);
};
