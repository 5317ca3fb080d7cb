import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { dateParis } from '#shared/temps/paris';
import { tracer } from '../adapters/depot/audit';
import { lireUsagers } from '../adapters/depot/connus';
import { rejouerLots } from '../adapters/depot/lots';
import { avecVerrou } from '../adapters/depot/verrou';
import type { AccesMagasin } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import type { Hasard } from './importer/codes';
import { remplacerCode } from './remplacer-code';

export type PortsCode = { magasin: AccesMagasin; horloge: Horloge; hasard: Hasard };
export type CommandeCode = {
  usagerId: string;
  /** Those that the author may write in. */
  antennes: readonly Antenne[];
  auteur: string;
};
export type CodeRenouvele = { usagerId: string; codeUsager: string };

// The same words whether the usager exists elsewhere or not at all: the answer tells nothing of other antennas.
const inconnu = () =>
  refuser(
    'USAGER_AUTRE_ANTENNE',
    'Cet usager n’est pas de l’une de vos antennes. Vérifiez son identifiant, ou adressez-vous à son antenne.',
  );

/** Gives a usager another code. Not while an import runs, which would put the old one back. */
export const renouvelerCodeUsager = async (p: PortsCode, c: CommandeCode): Promise<Resultat<CodeRenouvele>> =>
  (await avecVerrou(p.magasin, p.horloge, () => renouvelerSeul(p, c))) ??
  refuser(
    'ECRITURE_EN_COURS',
    'Un import ou une clôture est en cours : le code n’est pas changé. Recommencez dans quelques minutes.',
  );

const renouvelerSeul = async (p: PortsCode, c: CommandeCode): Promise<Resultat<CodeRenouvele>> => {
  // What a crash left half written would put the old code back later.
  await rejouerLots(p.magasin);
  const usagers = await lireUsagers(p.magasin);
  const connu = usagers.get(c.usagerId);
  const instant = p.horloge();
  if (!connu || !c.antennes.includes(antenneAu(connu.doc, dateParis(instant)))) return inconnu();
  const codeUsager = await remplacerCode(p.magasin, {
    genre: 'usager',
    copies: connu,
    ancien: connu.doc.codeUsager,
    pris: [...usagers.values()].flatMap(({ doc }) => doc.codeUsager ?? []),
    avec: (doc, code) => ({ ...doc, codeUsager: code, changeLe: instant }),
    hasard: p.hasard,
  });
  await tracer(p.magasin, { instant, auteur: c.auteur, action: 'CODE_USAGER', objet: c.usagerId });
  return { ok: true, valeur: { usagerId: c.usagerId, codeUsager } };
};
