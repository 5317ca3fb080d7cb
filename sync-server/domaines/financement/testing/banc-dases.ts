import { lireFichier } from '#shared/formats/codec-lecture';
import { DASES_COMPLEMENTAIRE } from '#shared/formats/dases-complementaire/dases-complementaire';
import { DASES_CORRIGEES } from '#shared/formats/dases-corrigees/dases-corrigees';
import type { Mois } from '#shared/temps/types';
import { ouvrirValidateur } from '../../../adapters/xml/schema';
import { fabriquerDases } from '../dases/fabriquer';
import type { BancEnvois } from './banc-envois';

// For tests: what a month's sending tells the DASES of months closed before.

/**
 * Rows of DASES_COMPLEMENTAIRE and of DASES_CORRIGEES, and notices of the message: prise en charge, first hour of the retained and of the raw hours; and the
 * id of each.
 */
export const lireEnvoi = async ({ ports }: BancEnvois, mois: Mois) => {
  const faits = await fabriquerDases(ports, mois);
  if (!faits.ok) return { refus: faits.refus.message, lignes: [], corrigees: [], avis: [], ids: [], xml: '' };
  const texte = async (debut: string): Promise<string | undefined> => {
    const f = faits.valeur.find((x) => x.nom.startsWith(debut));
    return f && Buffer.from((await ports.reserve.lire(f.empreinte)) ?? []).toString('utf8');
  };
  const csv = await texte('DASES_COMPLEMENTAIRE');
  const lu = csv === undefined ? undefined : lireFichier(DASES_COMPLEMENTAIRE, csv);
  const duMois = lireFichier(DASES_CORRIGEES, (await texte('DASES_CORRIGEES')) ?? '');
  const xml = (await texte(`DASES_${mois.replace('-', '')}`)) ?? '';
  const schema = ouvrirValidateur();
  const faute = schema.faute(xml);
  schema.fermer();
  if (faute !== undefined) throw new Error(faute);
  const un = (morceau: string, nom: string): string => new RegExp(`<${nom}[^>]*>([^<]*)<`).exec(morceau)?.[1] ?? '';
  const morceaux = xml.split('<ns:CrossIndustryDespatchAdvice>').slice(1);
  return {
    refus: undefined,
    lignes: lu?.ok ? lu.lignes.map(({ valeur: v }) => [v.numero_pec, v.mois_origine, v.nouveau_minutes_financees]) : [],
    corrigees: duMois.ok ? duMois.lignes.map(({ valeur: v }) => [v.numero_pec, v.debut]) : [],
    avis: morceaux.map((m) => [un(m, 'qdt:GlobalID'), un(m, 'qdt:StartDateTime'), un(m, 'ram:CertifiedDateTime')]),
    ids: morceaux.map((m) => un(m, 'ram:ID')),
    xml,
  };
};
