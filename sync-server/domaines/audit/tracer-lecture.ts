import type { Session } from '#shared/contrats/acces/compte';
import { lireCle } from '#shared/etats/cle';
import type { DemandeEtat, DetailEtat, TableauEtat } from '#shared/etats/contrat';
import type { AccesMagasin } from '../../ports/documents';
import type { Horloge } from '../../ports/horloge';
import { tracer } from './tracer';

/** Beyond, their number is told: what the state was asked of says among whom they were. */
const NOMMES_MAX = 20;

/** The usagers whom a state, or what is behind a row of it, shows. */
export const usagersDuTableau = (t: Pick<TableauEtat, 'lignes'>): ReadonlySet<string> =>
  new Set(t.lignes.flatMap((l) => lireCle(l.cle)?.usager ?? []));
export const usagersDuDetail = (d: Pick<DetailEtat, 'lignes'>): ReadonlySet<string> =>
  new Set(d.lignes.flatMap((l) => l.usagerId ?? []));

/** « usager:M200001 usager:M200007 », else « 231 usagers ». */
export const enQui = (usagers: ReadonlySet<string>): string =>
  usagers.size > NOMMES_MAX ? `${usagers.size} usagers` : [...usagers].map((id) => `usager:${id}`).join(' ');

/**
 * A state that shows usagers is a reading of their files: one entry a reading, whoever reads; an auditor's is noted whatever it shows.
 */
export const tracerLecture = async (
  { magasin, horloge }: { magasin: AccesMagasin; horloge: Horloge },
  qui: Pick<Session, 'identifiant' | 'role'>,
  d: DemandeEtat,
  montres: ReadonlySet<string>,
): Promise<void> => {
  const usagers = d.usager === undefined ? montres : new Set([...montres, d.usager]);
  if (usagers.size === 0 && qui.role !== 'AUDITEUR') return;
  const quoi = [
    `état ${d.etat}`,
    ...(d.vue === undefined ? [] : [d.vue]),
    d.antenne,
    d.du,
    d.au,
    ...(d.intervenant === undefined ? [] : [`intervenant:${d.intervenant}`]),
    ...(d.financeur === undefined ? [] : [`financeur:${d.financeur}`]),
  ].join(' ');
  await tracer(magasin, {
    instant: horloge(),
    auteur: qui.identifiant,
    action: 'CONSULTATION',
    objet: usagers.size === 0 ? quoi : `${quoi} : ${enQui(usagers)}`,
  });
};
