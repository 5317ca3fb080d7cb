'use client';

import { Alert, Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { Instant } from '#shared/temps/types';
import { useDepot } from '../../_data/hooks';
import { contexteDe, type Ligne } from '../../_data/lignes';
import { ChampMotif } from './champ-motif';
import { moisDeLaVisite } from './clos';
import { champDuRefus, natureDesHeures } from './composer';
import { useEnregistrer } from './enregistrer';
import { baseVue, entreTemps } from './entre-temps';
import { useFocusErreur } from './focus-erreur';
import { MoisClos } from './mois-clos';
import { convenables } from './motifs';
import { type Erreurs, lireSaisie, type Onglet, proposee, type Saisie } from './valeurs';

type Props = { ligne: Ligne; maintenant: Instant; annuler: () => void; enregistree: () => void };

const ONGLETS: readonly { value: Onglet; label: string }[] = [
  { value: 'HEURES', label: 'Heures' },
  { value: 'MINUTES', label: 'Minutes' },
  { value: 'SUPPRESSION', label: 'Annuler la visite' },
];
const RETABLIR: readonly { value: Onglet; label: string }[] = [
  { value: 'RETABLISSEMENT', label: 'Rétablir la visite' },
];

const initiale = (l: Ligne, maintenant: Instant): Saisie => ({
  onglet: l.retenue.supprimee ? 'RETABLISSEMENT' : 'HEURES',
  arrivee: proposee(l, 'debut', maintenant).texte,
  depart: proposee(l, 'fin', maintenant).texte,
  minutes: String(l.retenue.minutesComplementaires),
  motif: '',
  commentaire: '',
});

const VERBES: Record<Onglet, string> = {
  HEURES: 'Enregistrer',
  MINUTES: 'Enregistrer',
  SUPPRESSION: 'Annuler la visite',
  RETABLISSEMENT: 'Rétablir la visite',
};

/** One correction of one visit. The common case: Entrée, two letters, Entrée. */
export const Formulaire = ({ ligne: actuelle, maintenant, annuler, enregistree }: Props) => {
  const etat = useDepot();
  // [CO-4] The visit as it was when the form opened: what is typed answers that, whatever arrives meanwhile.
  const [ligne] = useState(actuelle);
  const enregistrer = useEnregistrer(actuelle);
  const [saisie, setSaisie] = useState(() => initiale(ligne, maintenant));
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const formulaire = useFocusErreur(erreurs);
  const enCours = useRef(false);
  // The form's own correction is in the visit before the form closes: it is no news.
  const [envoi, setEnvoi] = useState(false);
  const parametres = contexteDe(etat, maintenant).parametresAu(ligne.date);
  const changer = (partie: Partial<Saisie>): void => {
    setErreurs({});
    setSaisie((s) => ({ ...s, ...partie }));
  };
  const prevu = {
    arrivee: proposee(ligne, 'debut', maintenant).duPrevu,
    depart: proposee(ligne, 'fin', maintenant).duPrevu,
  };

  const soumettre = async (ev: FormEvent): Promise<void> => {
    ev.preventDefault();
    if (enCours.current) return;
    const lue = lireSaisie(ligne, saisie, parametres.dureeMax, natureDesHeures(actuelle.retenue));
    if (!lue.ok) {
      setErreurs(lue.erreurs);
      return;
    }
    enCours.current = true;
    setEnvoi(true);
    try {
      const refusee = await enregistrer([lue.valeurs], baseVue(ligne.retenue, actuelle.retenue));
      if (!refusee) return enregistree();
      setErreurs({ [champDuRefus(refusee.refus, refusee.correction)]: refusee.refus.message });
      setEnvoi(false);
    } catch {
      setEnvoi(false);
      setErreurs({
        formulaire: 'Ce poste n’a pas pu garder la correction (disque plein ?). Libérez de la place et recommencez.',
      });
    } finally {
      enCours.current = false;
    }
  };

  const { onglet } = saisie;
  const entretemps = entreTemps(ligne.retenue, actuelle.retenue, onglet === 'HEURES' ? 'heures' : 'correction');
  return (
    <form ref={formulaire} className="formulaire" onSubmit={(ev) => void soumettre(ev)} aria-label="Correction">
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          fullWidth
          data={[...(ligne.retenue.supprimee ? RETABLIR : ONGLETS)]}
          value={onglet}
          onChange={(v) => changer({ onglet: v as Onglet })}
          aria-label="Que corriger"
        />
        <MoisClos mois={moisDeLaVisite(ligne.retenue)} />
        <div aria-live="assertive" style={{ display: 'contents' }}>
          {entretemps && !envoi ? (
            <Alert color="orange" p="xs" variant="light" data-testid="entre-temps">
              {entretemps}
            </Alert>
          ) : null}
        </div>
        {onglet === 'HEURES' ? (
          <Group grow align="flex-start" gap="sm">
            <TextInput
              label="Arrivée"
              description={prevu.arrivee ? 'proposée : heure prévue' : '831, 8:31, 8h31 ou +5'}
              value={saisie.arrivee}
              onChange={(ev) => changer({ arrivee: ev.currentTarget.value })}
              error={erreurs.debut}
              autoComplete="off"
              inputMode="text"
              classNames={{ input: 'saisie-heure' }}
              data-testid="arrivee"
              onFocus={(ev) => ev.currentTarget.select()}
            />
            <TextInput
              label="Départ"
              description={prevu.depart ? 'proposé : heure prévue' : '831, 8:31, 8h31 ou +5'}
              value={saisie.depart}
              onChange={(ev) => changer({ depart: ev.currentTarget.value })}
              error={erreurs.fin}
              autoComplete="off"
              classNames={{ input: 'saisie-heure' }}
              data-testid="depart"
              onFocus={(ev) => ev.currentTarget.select()}
            />
          </Group>
        ) : null}
        {onglet === 'MINUTES' ? (
          <TextInput
            label="Minutes complémentaires"
            description="Attente à la porte, course à l’extérieur : le nouveau total, de 0 à 240"
            value={saisie.minutes}
            onChange={(ev) => changer({ minutes: ev.currentTarget.value })}
            error={erreurs.minutes}
            inputMode="numeric"
            autoComplete="off"
            data-testid="minutes"
            onFocus={(ev) => ev.currentTarget.select()}
          />
        ) : null}
        {onglet === 'SUPPRESSION' ? (
          <Text size="sm">La visite ne comptera plus, ses pointages restent visibles. On peut la rétablir.</Text>
        ) : null}
        <ChampMotif
          enVigueur={parametres.motifs}
          convenables={onglet === 'SUPPRESSION' ? ['ABSENCE_USAGER', 'REFUS_USAGER'] : convenables(ligne.retenue)}
          valeur={saisie.motif}
          changer={(motif) => changer({ motif })}
          erreur={erreurs.motif}
          autoFocus
        />
        <Textarea
          label={saisie.motif === 'AUTRE' ? 'Commentaire' : 'Commentaire (facultatif)'}
          value={saisie.commentaire}
          onChange={(ev) => changer({ commentaire: ev.currentTarget.value })}
          error={erreurs.commentaire}
          maxLength={2000}
          autosize
          minRows={1}
          maxRows={5}
          data-testid="commentaire"
        />
        <div aria-live="assertive">
          {erreurs.formulaire || erreurs.usager ? (
            <Alert color="red" p="xs" variant="light">
              {erreurs.formulaire ?? erreurs.usager}
            </Alert>
          ) : null}
        </div>
        <Group gap="sm">
          <Button type="submit" size="sm" color={onglet === 'SUPPRESSION' ? 'red' : 'encre'} data-testid="enregistrer">
            {VERBES[onglet]}
          </Button>
          <Button size="sm" variant="default" onClick={annuler}>
            Fermer
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
