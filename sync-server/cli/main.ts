import { Command, CommanderError } from 'commander';
import { mentionner } from '../adapters/mention';
import { expliquer, placeLibre } from '../domaines/exploitation/lire/expliquer';
import type { LigneCommande } from '../socle/cli/commande';
import { type ContexteCli, creerContexte } from '../socle/cli/contexte';
import { COMMANDES } from './commandes';
import { aideEnFrancais, enFrancais } from './francais';

const sortir = (code: number): void => {
  // What was printed leaves first; sockets kept alive by the store's client must not hold the command back.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
};

const executer = async (ligne: LigneCommande, args: ContexteCli['arguments'], options: ContexteCli['options']) => {
  let dossier = '.';
  try {
    const contexte = creerContexte(args, options);
    dossier = contexte.config.DATA_DIR;
    mentionner(contexte.config.MODE);
    const module = await ligne.charger();
    sortir(await module.executer(contexte));
  } catch (e) {
    process.stderr.write(`${expliquer(e, { dossier, libres: await placeLibre(dossier) })}\n`);
    sortir(1);
  }
};

const programme = new Command('telegestion')
  .description('Télégestion des heures d’aide à domicile')
  .configureHelp(aideEnFrancais)
  .configureOutput({ outputError: (texte, ecrire) => ecrire(enFrancais(texte)) })
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
    await executer(ligne, args, commande.opts());
  });
}

// `lire … | head` closes the pipe: that is no failure.
process.stdout.on('error', (e: NodeJS.ErrnoException) => process.exit(e.code === 'EPIPE' ? 0 : 1));

try {
  await programme.parseAsync(process.argv);
} catch (e) {
  if (!(e instanceof CommanderError)) throw e;
  sortir(e.exitCode === 0 || e.code === 'commander.help' ? 0 : 1);
}
