import { lookup, Resolver } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { bon, type Controle, faute } from './controle';

// Our address answers us through this machine's own file of names (`deploy/README.md`); the operator asks the network for it.

export type Annuaires = {
  /** What the network says of a name: none of what this machine knows by itself. */
  resoudre: (nom: string) => Promise<string[]>;
  /** Where this machine goes for it. */
  chercher: (nom: string) => Promise<string>;
};

const DELAI_MS = 3_000;
const resoudreVrai = async (nom: string): Promise<string[]> => {
  const r = new Resolver({ timeout: DELAI_MS, tries: 2 });
  const [v4, v6] = await Promise.allSettled([r.resolve4(nom), r.resolve6(nom)]);
  const lues = [v4, v6].flatMap((x) => (x.status === 'fulfilled' ? x.value : []));
  if (lues.length === 0 && v4.status === 'rejected') throw v4.reason;
  return lues;
};
const VRAIS: Annuaires = { resoudre: resoudreVrai, chercher: async (nom) => (await lookup(nom)).address };

const PRIVEES = new BlockList();
for (const [reseau, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVEES.addSubnet(reseau, bits, 'ipv4');
for (const [reseau, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVEES.addSubnet(reseau, bits, 'ipv6');
const estPrivee = (a: string): boolean => PRIVEES.check(a, isIP(a) === 6 ? 'ipv6' : 'ipv4');

const NOM = 'nom public';

/** Which address the operator calls, and whether what answers us can be it; that it is still ours is seen from another network only. */
export const verifierNom = async (origine: string, a: Annuaires = VRAIS): Promise<Controle[]> => {
  const { hostname: nom } = new URL(origine);
  if (nom === 'localhost' || nom.startsWith('[') || isIP(nom) !== 0) return [];
  const lues = await a.resoudre(nom).catch((e: unknown) => (e as NodeJS.ErrnoException).code ?? 'sans réponse');
  if (typeof lues === 'string')
    return [
      lues === 'ENOTFOUND' || lues === 'ENODATA'
        ? faute(
            NOM,
            `Le DNS ne donne aucune adresse à ${nom} : l’opérateur ne peut pas l’appeler. Déclarez-la chez qui tient ce nom.`,
          )
        : faute(NOM, `Le DNS ne dit rien de ${nom} (${lues}) : vérifiez l’accès au réseau, puis relancez.`),
    ];
  const dites = lues.join(', ');
  const ici = await a.chercher(nom).catch(() => undefined);
  if (ici !== undefined && lues.includes(ici))
    return [bon(NOM, `${nom} : ${dites}, par où cette machine passe aussi.`)];
  const privees = lues.every(estPrivee) ? ' (privée : le DNS d’ici n’est pas celui de l’opérateur)' : '';
  return [
    bon(
      NOM,
      `${nom} : ${dites} au DNS${privees}. Cette machine n’y passe pas (/etc/hosts) : que cette adresse soit bien la vôtre ne se voit que d’un autre réseau (docs/runbooks/svi.md).`,
    ),
  ];
};
