import { readFileSync } from 'node:fs';

// What a heap snapshot of the runtime holds, by kind, and what grew from one to another.

/** The parts of a snapshot that are read: nodes are numbers in a row, whose fields `meta` names. */
type Instantane = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
  strings: string[];
};

/** Objects of one constructor, or all that the runtime keeps of one sort (strings, code…). */
type Sorte = { nombre: number; octets: number };
export type Grandie = { sorte: string; octets: number; nombre: number };

/** Named one by one; of the others the name is a text of the program or of its data, which says nothing. */
const NOMMEES: ReadonlySet<string> = new Set(['object', 'closure', 'native', 'hidden']);

const sortesDe = (fichier: string): Map<string, Sorte> => {
  const { snapshot, nodes, strings } = JSON.parse(readFileSync(fichier, 'utf8')) as Instantane;
  const champs = snapshot.meta.node_fields;
  const [types] = snapshot.meta.node_types;
  const rangs = { type: champs.indexOf('type'), nom: champs.indexOf('name'), taille: champs.indexOf('self_size') };
  const sortes = new Map<string, Sorte>();
  for (let n = 0; n < nodes.length; n += champs.length) {
    const type = types[nodes[n + rangs.type] ?? -1] ?? '?';
    const sorte = NOMMEES.has(type) ? `${type} ${strings[nodes[n + rangs.nom] ?? -1] ?? '?'}` : type;
    const lue = sortes.get(sorte) ?? { nombre: 0, octets: 0 };
    lue.nombre += 1;
    lue.octets += nodes[n + rangs.taille] ?? 0;
    sortes.set(sorte, lue);
  }
  return sortes;
};

/** Below, of a kind: what comes and goes. Bytes. */
const PLANCHER = 64 * 1024;

/** The kinds that grew from one snapshot to the other, that which grew most first. */
export const comparerInstantanes = (avant: string, apres: string): Grandie[] => {
  const debut = sortesDe(avant);
  return [...sortesDe(apres)]
    .map(([sorte, s]): Grandie => {
      const d = debut.get(sorte) ?? { nombre: 0, octets: 0 };
      return { sorte, octets: s.octets - d.octets, nombre: s.nombre - d.nombre };
    })
    .filter((g) => g.octets > PLANCHER)
    .sort((a, b) => b.octets - a.octets);
};
