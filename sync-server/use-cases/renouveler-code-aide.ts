import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { tracer } from '../adapters/depot/audit';
import { lireIntervenants } from '../adapters/depot/connus';
import { rejouerLots } from '../adapters/depot/lots';
import { avecVerrou } from '../adapters/depot/verrou';
import { remplacerCode } from './remplacer-code';
import type { PortsCode } from './renouveler-code-usager';

type CommandeCodeAide = {
  intervenantId: string;
  /** Those that the author may write in. */
  antennes: readonly Antenne[];
  auteur: string;
};
export type CodeAideRenouvele = { intervenantId: string; codeSvi: string };

// The same words whether the aide exists elsewhere or not at all: the answer tells nothing of other antennas.
const inconnue = () =>
  refuser(
    'INTERVENANT_AUTRE_ANTENNE',
    'Cette aide n’est pas de l’une de vos antennes : son antenne seule peut changer son code.',
  );

/**
 * Gives an aide another code: someone knows hers. The former one is refused from then on, even where Millésime's file still
 * has it. Not while an import runs, which would put the old one back.
 */
export const renouvelerCodeAide = async (p: PortsCode, c: CommandeCodeAide): Promise<Resultat<CodeAideRenouvele>> =>
  (await avecVerrou(p.magasin, p.horloge, () => renouvelerSeul(p, c))) ??
  refuser(
    'ECRITURE_EN_COURS',
    'Un import ou une clôture est en cours : le code n’est pas changé. Recommencez dans quelques minutes.',
  );

const renouvelerSeul = async (p: PortsCode, c: CommandeCodeAide): Promise<Resultat<CodeAideRenouvele>> => {
  // What a crash left half written would put the old code back later.
  await rejouerLots(p.magasin);
  const connues = await lireIntervenants(p.magasin);
  const connue = connues.get(c.intervenantId);
  const instant = p.horloge();
  if (!connue || !c.antennes.includes(connue.doc.antenne)) return inconnue();
  const codeSvi = await remplacerCode(p.magasin, {
    genre: 'intervenant',
    copies: connue,
    ancien: connue.doc.codeSvi,
    pris: [...connues.values()].map(({ doc }) => doc.codeSvi),
    avec: (doc, code) => ({ ...doc, codeSvi: code, changeLe: instant }),
    hasard: p.hasard,
  });
  await tracer(p.magasin, { instant, auteur: c.auteur, action: 'CODE_AIDE', objet: c.intervenantId });
  return { ok: true, valeur: { intervenantId: c.intervenantId, codeSvi } };
};
