import { Button, Checkbox, Group, NativeSelect, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ANTENNES, CODES_ANTENNES } from '#shared/contrats/commun';
import {
  CODES_JOURS,
  type DemandeTour,
  demandeTourSchema,
  JOURS_ASTREINTE,
} from '#shared/contrats/exploitation/astreinte';
import { ajouterTour } from '../../../_donnees/lecture/astreintes';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useAction } from '../../../_ui/demandes/appeler';

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
type Champ = keyof typeof MANQUE;
const estChamp = (c: unknown): c is Champ => typeof c === 'string' && c in MANQUE;

/** What is typed, or what is missing, field by field. Midnight at the end is the end of the day. */
const lire = (f: FormData): { tour: DemandeTour } | { manque: Partial<Record<Champ, string>> } => {
  const texte = (nom: string): string => String(f.get(nom) ?? '').trim();
  const facultatifs = ['antenne', 'au', 'courriel'].flatMap((nom) => (texte(nom) === '' ? [] : [[nom, texte(nom)]]));
  const lu = demandeTourSchema.safeParse({
    ...Object.fromEntries(facultatifs),
    ...{ nom: texte('nom'), mobile: texte('mobile'), rang: Number(texte('rang')), du: texte('du') },
    ...{ debut: texte('debut'), fin: texte('fin') === '00:00' ? '24:00' : texte('fin'), jours: f.getAll('jours') },
  });
  if (lu.success) return { tour: lu.data };
  const champs = lu.error.issues.map((i) => i.path[0]).filter(estChamp);
  return { manque: Object.fromEntries(champs.map((c) => [c, MANQUE[c]])) };
};

/** One turn more: who, for which antenna, which days and hours, from when. */
export const NouveauTour = ({ relire }: { relire: () => void }) => {
  const aujourdhui = useAujourdhui();
  const { refus, enCours, faire, erreur } = useAction();
  const [manque, setManque] = useState<Partial<Record<Champ, string>>>({});
  const soumettre = (ev: FormEvent<HTMLFormElement>): void => {
    ev.preventDefault();
    const formulaire = ev.currentTarget;
    const lu = lire(new FormData(formulaire));
    setManque('manque' in lu ? lu.manque : {});
    if (!('tour' in lu)) return;
    void faire(
      () => ajouterTour(lu.tour),
      () => {
        formulaire.reset();
        relire();
      },
    );
  };
  const autre = refus && !['MOBILE', 'AU', 'FIN'].includes(refus.code) ? refus.message : undefined;
  return (
    <form onSubmit={soumettre} noValidate className="astreintes__tour" aria-label="Nouveau tour">
      <Title order={2}>Nouveau tour</Title>
      <div className="astreintes__champs">
        <TextInput name="nom" label="Nom" autoComplete="off" error={manque.nom} maxLength={80} />
        <TextInput
          name="mobile"
          label="Portable"
          type="tel"
          autoComplete="off"
          error={manque.mobile ?? erreur('MOBILE')}
          maxLength={40}
        />
        <TextInput
          name="courriel"
          label="Courriel (facultatif)"
          type="email"
          autoComplete="off"
          error={manque.courriel}
        />
        <NativeSelect
          name="antenne"
          label="Antenne"
          data={[
            { value: '', label: 'Toutes' },
            ...CODES_ANTENNES.map((a) => ({ value: a, label: ANTENNES[a].libelle })),
          ]}
        />
        <TextInput
          name="rang"
          label="Rang (1 d’abord)"
          type="number"
          min={1}
          max={9}
          defaultValue="1"
          error={manque.rang}
        />
        <TextInput name="du" label="Premier jour" type="date" defaultValue={aujourdhui} error={manque.du} />
        <TextInput name="au" label="Dernier jour (facultatif)" type="date" error={manque.au ?? erreur('AU')} />
        <TextInput name="debut" label="De" type="time" defaultValue="08:00" error={manque.debut} />
        <TextInput name="fin" label="À" type="time" defaultValue="20:30" error={manque.fin ?? erreur('FIN')} />
      </div>
      <Checkbox.Group label="Jours" defaultValue={[...CODES_JOURS]} error={manque.jours}>
        <Group gap="md" mt={4}>
          {CODES_JOURS.map((j) => (
            <Checkbox key={j} name="jours" value={j} label={JOURS_ASTREINTE[j]} />
          ))}
        </Group>
      </Checkbox.Group>
      <ErreurFormulaire message={autre} />
      <Button type="submit" loading={enCours}>
        Donner ce tour
      </Button>
    </form>
  );
};
