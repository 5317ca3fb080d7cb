import { Command } from 'commander';
import { mentionner } from '../../sync-server/adapters/mention';
import { COMMANDES } from '../../sync-server/cli/commandes';
import { lireConfig } from '../../sync-server/config';

/**
 * A command of the product, called in this process: its own table, words, options and use case, without the second of
 * processor that a process takes to start. What it wrote; exit 2 (rows refused) passes, anything else throws.
 */
export const executerCommande = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> => {
  let [sortie, dit] = ['', ''];
  let code: number | undefined;
  const programme = new Command('telegestion').exitOverride().configureOutput({
    writeErr: (texte) => {
      dit += texte;
    },
  });
  for (const ligne of COMMANDES) {
    const commande = programme.command(ligne.syntaxe).option('--json').exitOverride();
    for (const [drapeaux, description] of ligne.options ?? []) commande.option(drapeaux, description);
    commande.action(async (...recus: unknown[]) => {
      const config = lireConfig({ ...process.env, ...env });
      mentionner(config.MODE);
      const module = await ligne.charger();
      code = await module.executer({
        arguments: recus.slice(0, -2) as (string | undefined)[],
        options: commande.opts(),
        config,
        json: commande.opts().json === true,
        ecrire: (texte) => {
          sortie += `${texte}\n`;
        },
        dire: (texte) => {
          dit += `${texte}\n`;
        },
      });
    });
  }
  await programme.parseAsync(args, { from: 'user' }).catch((e: unknown) => {
    throw new Error(`telegestion ${args.join(' ')} : ${e instanceof Error ? e.message : String(e)}\n${dit}`);
  });
  if (code !== 0 && code !== 2) throw new Error(`telegestion ${args.join(' ')} : sortie ${code}\n${dit}${sortie}`);
  return sortie;
};
