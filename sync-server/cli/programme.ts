import { Command, CommanderError } from 'commander';
import { mentionner } from '../adapters/mention';
import { expliquer, placeLibre } from '../domaines/exploitation/lire/expliquer';
import { horlogeSysteme } from '../ports/horloge';
import type { LigneCommande } from '../socle/cli/commande';
import { type ContexteCli, type Coque, creerContexte, type Milieu } from '../socle/cli/contexte';
import { COMMANDES } from './commandes';
import { aideEnFrancais, enFrancais } from './francais';

/** Transitions are loaded by the commands that count, and by no other. */
const coque: Coque = {
  rattraper: async (m) => (await import('../transitions/rattraper')).rattraper(m, horlogeSysteme),
};

const executer = async (
  ligne: LigneCommande,
  args: ContexteCli['arguments'],
  options: ContexteCli['options'],
  milieu: Milieu,
): Promise<number> => {
  let dossier = '.';
  try {
    const contexte = creerContexte(args, options, milieu, coque);
    dossier = contexte.config.DATA_DIR;
    mentionner(contexte.config.MODE);
    const module = await ligne.charger();
    return await module.executer(contexte);
  } catch (e) {
    milieu.erreurs.write(`${expliquer(e, { dossier, libres: await placeLibre(dossier) })}\n`);
    return 1;
  }
};

/** One command, by its words as they are typed after `telegestion`; its exit code. Nothing of the process is touched. */
export const lancerCommande = async (mots: readonly string[], milieu: Milieu): Promise<number> => {
  let code = 0;
  const programme = new Command('telegestion')
    .description('Télégestion des heures d’aide à domicile')
    .configureHelp(aideEnFrancais)
    .configureOutput({
      writeOut: (texte) => milieu.sortie.write(texte),
      writeErr: (texte) => milieu.erreurs.write(texte),
      outputError: (texte, ecrire) => ecrire(enFrancais(texte)),
    })
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand('help [commande]', 'affiche l’aide d’une commande')
    .exitOverride();

  for (const ligne of COMMANDES) {
    const commande = programme
      .command(ligne.syntaxe)
      .description(ligne.resume)
      .helpOption('-h, --help', 'affiche cette aide')
      .option('--json', 'réponse en JSON, seule sur la sortie standard');
    for (const [drapeaux, description] of ligne.options ?? []) commande.option(drapeaux, description);
    if (ligne.aideParAction) commande.helpOption(false).option('-h, --help', 'affiche l’aide, ou celle d’une action');
    commande.action(async (...recus: unknown[]) => {
      const args = recus.slice(0, -2) as (string | undefined)[];
      code = await executer(ligne, args, commande.opts(), milieu);
    });
  }

  try {
    await programme.parseAsync(mots, { from: 'user' });
    return code;
  } catch (e) {
    if (!(e instanceof CommanderError)) throw e;
    return e.exitCode === 0 || e.code === 'commander.help' ? 0 : 1;
  }
};
