import { Writable } from 'node:stream';
import { lancerCommande } from '../../sync-server/cli/programme';
import type { Environnement } from './processus';

/**
 * A command of the product, run in this process: it starts within the second that another would take. Its words are shown only where
 * it fails; exit 2 (rows refused) is a success.
 */
export const commander = async (mots: readonly string[], env: Environnement): Promise<void> => {
  let dit = '';
  const flux = new Writable({
    write: (morceau, _encodage, suite) => {
      dit += String(morceau);
      suite();
    },
  });
  const code = await lancerCommande(mots, { env, sortie: flux, erreurs: flux });
  if (code !== 0 && code !== 2) throw new Error(`telegestion ${mots.join(' ')} : sortie ${code}\n${dit}`);
};
