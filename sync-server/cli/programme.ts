import { Command, CommanderError } from 'commander';
import { mentionner } from '../adapters/mention';
import { horlogeSysteme } from '../ports/horloge';
import type { Rattraper } from '../ports/rattraper';
import type { LigneCommande } from '../socle/cli/commande';
import { type ContexteCli, type Coque, creerContexte, devancerMagasin, type Milieu } from '../socle/cli/contexte';
import { COMMANDES } from './commandes';
import { aideEnFrancais, enFrancais } from './francais';

/** Transitions are loaded by the commands that count, and by no other. */
const coque: Coque = {
  rattraper: (m) => {
    let ouvert: Promise<Rattraper> | undefined;
    return async (...quoi) => {
      ouvert ??= import('../transitions/rattraper').then((t) => t.ouvrirRattrapage(m, horlogeSysteme));
      await (await ouvert)(...quoi);
    };
  },
  revoirDerives: async (m, jours, ecrire) =>
    (await import('../transitions/revoir-tout')).revoirTout(m, horlogeSysteme, jours, ecrire),
};

const SANS_QUORUM =
  'Pas encore confirmé : la grappe a perdu la majorité de ses nœuds, et ce qui vient d’être écrit n’est que sur un seul. Ne refaites rien : rétablissez les nœuds (docs/runbooks/couchdb-noeud-perdu.md), ce qui est écrit s’y recopie.';

/** After a refusal: what it says was not done is to be done again, once the nodes are back. */
const REFUSEE_SANS_QUORUM =
  'La grappe a perdu la majorité de ses nœuds : rétablissez-les avant de recommencer (docs/runbooks/couchdb-noeud-perdu.md). Ce que cette commande a pu écrire n’est que sur un seul, et s’y recopie.';

/** What explains a failure is loaded by the command that fails; where it cannot be loaded either, the failure says itself. */
const expliquerEchec = async (e: unknown, dossier: string): Promise<string> => {
  try {
    const { expliquer, placeLibre } = await import('../domaines/exploitation');
    return expliquer(e, { dossier, libres: await placeLibre(dossier) });
  } catch {
    return e instanceof Error ? e.message : String(e);
  }
};

const executer = async (
  ligne: LigneCommande,
  args: ContexteCli['arguments'],
  options: ContexteCli['options'],
  milieu: Milieu,
): Promise<number> => {
  let dossier = '.';
  let rendreMagasin = async (): Promise<void> => undefined;
  try {
    const contexte = creerContexte(args, options, milieu, coque, ligne.surImport);
    dossier = contexte.config.DATA_DIR;
    mentionner(contexte.config.MODE);
    if (ligne.magasin) rendreMagasin = devancerMagasin(contexte);
    const module = await ligne.charger();
    const code = await module.executer(contexte);
    if (!contexte.bilan.sansQuorum) return code;
    contexte.dire(code === 1 ? REFUSEE_SANS_QUORUM : SANS_QUORUM);
    return 1;
  } catch (e) {
    milieu.erreurs.write(`${await expliquerEchec(e, dossier)}\n`);
    return 1;
  } finally {
    await rendreMagasin();
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
