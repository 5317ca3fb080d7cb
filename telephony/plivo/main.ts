import { commander } from './compte/commande';

process.exitCode = await commander(process.argv.slice(2), process.env, {
  ecrire: (ligne) => console.log(ligne),
  dire: (ligne) => console.error(ligne),
});
