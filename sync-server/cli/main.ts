import { lancerCommande } from './programme';

const { env, stdout: sortie, stderr: erreurs } = process;

// `lire … | head` closes the pipe: that is no failure.
sortie.on('error', (e: NodeJS.ErrnoException) => process.exit(e.code === 'EPIPE' ? 0 : 1));

const code = await lancerCommande(process.argv.slice(2), { env, sortie, erreurs });
// What was printed leaves first; sockets kept alive by the store's client must not hold the command back.
sortie.write('', () => erreurs.write('', () => process.exit(code)));
