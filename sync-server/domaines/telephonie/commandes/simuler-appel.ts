import { type ContexteCli, optionRequise } from '../../../socle/cli/contexte';
import { lancerScriptTelephonie } from './script-telephonie';

export const executer = (c: ContexteCli): Promise<number> => {
  const args = [`--de=${optionRequise(c, 'de')}`, `--touches=${optionRequise(c, 'touches')}`];
  return lancerScriptTelephonie(c, 'telephony/simulator/main.ts', args);
};
