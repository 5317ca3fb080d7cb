import { Checkbox, Group, Title } from '@mantine/core';
import {
  CODES_JOURS,
  type DemandeTour,
  demandeTourSchema,
  JOURS_ASTREINTE,
} from '#shared/contrats/exploitation/astreinte';
import { codesOuverts, libelleAntenne } from '#shared/domain/antenne/registre';
import type { DateCivile } from '#shared/temps/types';
import { ajouterTour } from '../../../_donnees/lecture/astreintes';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { ChoixListe } from '../../../_ui/champs/choix-liste';
import {
  Champ,
  ChampDate,
  ChampHorloge,
  ChampTexte,
  Envoyer,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
} from '../../../_ui/formulaire';

const MANQUE = {
  nom: 'Donnez le nom.',
  mobile: 'Donnez le portable, par exemple 06 12 34 56 78.',
  courriel: 'Écrivez nom@domaine, ou rien.',
  rang: 'Donnez un rang, de 1 à 9.',
  du: 'Donnez le premier jour.',
  au: 'Donnez une date, ou rien.',
  jours: 'Choisissez au moins un jour.',
  debut: 'Donnez l’heure du début.',
  fin: 'Donnez l’heure de la fin.',
} as const;
type Tapee = Record<'nom' | 'mobile' | 'courriel' | 'antenne' | 'rang' | 'du' | 'au' | 'debut' | 'fin', string> & {
  jours: string[];
};
const estChamp = (c: unknown): c is keyof typeof MANQUE => typeof c === 'string' && c in MANQUE;

/** What is typed, or what is missing, field by field. Midnight at the end is the end of the day. */
const lire = ({ nom, mobile, rang, du, debut, fin, jours, ...reste }: Tapee): Lecture<Tapee, DemandeTour> => {
  const facultatifs = Object.entries(reste).filter(([, valeur]) => valeur.trim() !== '');
  const lu = demandeTourSchema.safeParse({
    ...Object.fromEntries(facultatifs.map(([c, valeur]) => [c, valeur.trim()])),
    ...{ nom: nom.trim(), mobile: mobile.trim(), rang: Number(rang), du, jours },
    ...{ debut, fin: fin === '00:00' ? '24:00' : fin },
  });
  if (lu.success) return { ok: true, valeur: lu.data };
  const champs = lu.error.issues.map((i) => i.path[0]).filter(estChamp);
  return { ok: false, erreurs: Object.fromEntries(champs.map((c) => [c, MANQUE[c]])) };
};

const choixAntenne = (jour: DateCivile) => [
  { value: '', label: 'Toutes' },
  ...codesOuverts(jour).map((a) => ({ value: a, label: libelleAntenne(a) })),
];

/** One turn more: who, for which antenna, which days and hours, from when. */
export const NouveauTour = ({ relire }: { relire: () => void }) => {
  const aujourdhui = useAujourdhui();
  const f = useFormulaire({
    depart: (): Tapee => ({
      ...{ nom: '', mobile: '', courriel: '', antenne: '', rang: '1' },
      ...{ du: aujourdhui, au: '', debut: '08:00', fin: '20:30', jours: [...CODES_JOURS] },
    }),
    lire,
    envoyer: async (tour, { id }) => {
      await ajouterTour({ ...tour, id: id() });
      f.effacer();
      relire();
      return undefined;
    },
    champs: { MOBILE: 'mobile', COURRIEL: 'courriel', AU: 'au', FIN: 'fin' },
    brouillon: useGarde('tour d’astreinte'),
  });
  return (
    <Formulaire de={f} className="astreintes__tour" aria-label="Nouveau tour">
      <Title order={2}>Nouveau tour</Title>
      <Repris de={f} />
      <div className="astreintes__champs">
        <ChampTexte de={f} nom="nom" label="Nom" autoComplete="off" maxLength={80} />
        <ChampTexte de={f} nom="mobile" label="Portable" type="tel" autoComplete="off" maxLength={40} />
        <ChampTexte de={f} nom="courriel" label="Courriel (facultatif)" type="email" autoComplete="off" />
        <Champ de={f} nom="antenne">
          {({ valeur, changer }) => (
            <ChoixListe label="Antenne" data={choixAntenne(aujourdhui)} value={valeur} onChange={changer} />
          )}
        </Champ>
        <ChampTexte de={f} nom="rang" label="Rang (1 d’abord)" type="number" min={1} max={9} />
        <ChampDate de={f} nom="du" label="Premier jour" />
        <ChampDate de={f} nom="au" label="Dernier jour (facultatif)" />
        <ChampHorloge de={f} nom="debut" label="De" />
        <ChampHorloge de={f} nom="fin" label="À" />
      </div>
      <Champ de={f} nom="jours">
        {({ valeur, changer, erreur }) => (
          <Checkbox.Group label="Jours" value={valeur} onChange={changer} error={erreur}>
            <Group gap="md" mt={4}>
              {CODES_JOURS.map((j, n) => (
                <Checkbox
                  key={j}
                  value={j}
                  label={JOURS_ASTREINTE[j]}
                  aria-invalid={n === 0 && erreur !== undefined ? true : undefined}
                />
              ))}
            </Group>
          </Checkbox.Group>
        )}
      </Champ>
      <RefusFormulaire de={f} />
      <Envoyer de={f}>Donner ce tour</Envoyer>
    </Formulaire>
  );
};
