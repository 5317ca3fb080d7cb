import { ANTENNES, CODES_ANTENNES } from '#shared/contrats/commun';
import type { Facture } from '#shared/contrats/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lecteurParametres, type Parametre } from '#shared/contrats/parametre';
import { moisEnMots } from '#shared/domain/releve/mots';
import { dateParis } from '#shared/temps/paris';
import { lirePlage, plageDuType } from '../../ports/documents';
import type { PortsEnvois } from '../envois/ports';
import type { RapportReleve } from '../envois/retours';
import { dejaVus, noterVu } from '../envois/vus';
import { deposerFacture, OCTETS_MAX } from './deposer';

/** [AL] One mail an antenna, to those who want its morning account: how many, of which month; no name, no amount. */
const annoncer = async (p: PortsEnvois, recues: readonly Facture[]): Promise<void> => {
  if (!p.courrier || recues.length === 0) return;
  const maintenant = p.horloge();
  const docs = await lirePlage<Parametre>(p.magasin, BASE_CENTRALE, plageDuType('parametre'));
  const { destinatairesDigest } = lecteurParametres(docs)(dateParis(maintenant));
  for (const antenne of CODES_ANTENNES) {
    const siennes = recues.filter((f) => f.antenne === antenne);
    const a = destinatairesDigest[antenne] ?? [];
    if (siennes.length === 0 || a.length === 0) continue;
    const lignes = siennes.map((f) => `- ${f.nature}, ${f.arrondissement}e arrondissement, ${moisEnMots(f.mois)}`);
    await p.courrier.envoyer({
      a,
      sujet: `Télégestion ${ANTENNES[antenne].libelle} : ${siennes.length === 1 ? 'une facture définitive' : `${siennes.length} factures définitives`}`,
      texte: `${['Le Département a déposé :', '', ...lignes, '', `Les ouvrir : ${p.extranet?.() ?? ''}/envois/`].join('\n')}\n`,
      cle: `${maintenant}:factures-${antenne.toLowerCase()}`,
    });
  }
};

/** Takes in the invoices that the Département left: each once; what is put aside says why. */
export const releverFactures = async (p: PortsEnvois): Promise<RapportReleve> => {
  const rapport: RapportReleve = { pris: [], ecartes: [], pannes: [] };
  const depot = p.depots.DASES;
  if (!depot) return rapport;
  const vus = await depot.lister('factures');
  if (!vus.ok) return { ...rapport, pannes: [vus.refus.message] };
  const connus = await dejaVus(p.magasin, 'DASES', 'factures');
  const recues: Facture[] = [];
  for (const vu of vus.valeur) {
    // The checksum that goes with a file.
    if (connus(vu) || vu.nom.endsWith('.sha256')) continue;
    const ecarter = async (raison: string): Promise<void> => {
      await noterVu(p, { destination: 'DASES', boite: 'factures', vu, raison });
      rapport.ecartes.push({ nom: vu.nom, instant: p.horloge(), raison });
    };
    if (vu.octets > OCTETS_MAX) {
      await ecarter(`plus de ${OCTETS_MAX / 1_000_000} Mo`);
      continue;
    }
    const octets = await depot.lire('factures', vu.nom);
    if (!octets.ok) {
      rapport.pannes.push(octets.refus.message);
      continue;
    }
    const r = await deposerFacture(p, { nom: vu.nom, octets: octets.valeur, par: 'DASES', antennes: CODES_ANTENNES });
    if (!r.ok) {
      await ecarter(r.refus.message);
      continue;
    }
    await noterVu(p, { destination: 'DASES', boite: 'factures', vu, raison: undefined });
    rapport.pris.push(vu.nom);
    if (!r.valeur.deja) recues.push(r.valeur.facture);
  }
  await annoncer(p, recues);
  return rapport;
};
