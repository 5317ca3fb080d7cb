'use client';

import { NativeSelect, Radio, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { CATEGORIES_INCIDENT, categorieSchema, GRAVITES_INCIDENT, graviteSchema } from '#shared/contrats/incident';
import { composerContexte } from '#shared/domain/incident/contexte';
import { EchecHttp } from '../../_data/api';
import { useSync } from '../../_data/hooks';
import { signalerEnLigne } from '../../_data/incidents';
import type { Poste } from '../../_data/poste';
import { dernieresRequetes } from '../../_data/requetes';
import { useService } from '../../_data/service';
import { BrouillonRepris, useBrouillon } from '../../_ui/brouillon';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { notifications } from '../../_ui/notifications';
import { signer } from '../correction/enregistrer';
import { categorieProbable, composerDemande, composerSignalement, type Tape } from './composer';
import { Joint } from './joint';
import './incidents.css';
import { Fenetre } from '../../_ui/fenetre';
import { PiedFenetre } from '../../_ui/pied-fenetre';

const DISQUE = 'Ce poste n’a pas pu garder le signalement (disque plein ?). Libérez de la place, puis recommencez.';

/** Reports an incident: kept and sent as any saisie where the PC keeps some, else sent at once. */
export const Signaler = ({ poste, fermer }: { poste?: Poste; fermer: () => void }) => {
  const { liaison, attente, refusees } = useSync();
  const service = useService();
  // As it is when one asks for help: what comes while one writes is of the dialog itself.
  const [contexte] = useState(() =>
    composerContexte({
      adresse: location.pathname,
      version: process.env.VERSION_PRODUIT ?? 'inconnue',
      agent: navigator.userAgent,
      sync: { liaison, attente, refusees },
      requetes: dernieresRequetes(),
    }),
  );
  const tapee = useBrouillon<Tape>(
    'incident',
    () => ({ texte: '', gravite: 'MAJEURE', categorie: categorieProbable(contexte.ecran, liaison, service) }),
    ['gravite', 'categorie'],
  );
  /** What lacks in the words, said at their field; what fails in the sending, under the form. */
  const [manque, setManque] = useState<string>();
  const [echec, setEchec] = useState<string>();
  const [enCours, setEnCours] = useState(false);

  const garder = async (t: Tape): Promise<void> => {
    const demande = composerDemande(t, contexte, service);
    if (poste) {
      await poste.enregistrer([composerSignalement(demande, signer(poste))]).catch(() => {
        throw new Error(DISQUE);
      });
    } else await signalerEnLigne(demande);
    tapee.envoyee();
    fermer();
    notifications.show({
      title: 'Incident signalé',
      message:
        poste && liaison !== 'EN_LIGNE'
          ? 'Il est gardé sur ce poste, et partira de lui-même au retour du réseau. En attendant, l’assistance répond au téléphone.'
          : 'L’assistance le reçoit. Sa réponse sera sur l’écran « Incidents ».',
    });
  };
  const soumettre = (ev: FormEvent<HTMLFormElement>): void => {
    ev.preventDefault();
    if (tapee.valeur.texte.trim() === '') {
      setManque('Dites en quelques mots ce qui se passe : l’assistance commence par là.');
      // Where the words go, and where a screen reader then says why.
      ev.currentTarget.querySelector('textarea')?.focus();
      return;
    }
    setEchec(undefined);
    setEnCours(true);
    garder(tapee.valeur)
      .catch((e: unknown) => {
        if (!(e instanceof EchecHttp) && !(e instanceof Error && e.message === DISQUE)) throw e;
        setEchec(e.message);
      })
      .finally(() => setEnCours(false));
  };
  return (
    <Fenetre onClose={fermer} title="Signaler un incident" size="lg" centered entamee={tapee.entamee}>
      <form onSubmit={soumettre} noValidate>
        <Stack gap="md">
          <BrouillonRepris de={tapee} />
          <Textarea
            value={tapee.valeur.texte}
            label="Ce qui se passe"
            description="Ce que vous faisiez, ce que vous voyez. Ne nommez ni usager ni aide : les numéros de téléphone sont masqués."
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4_000}
            onChange={(ev) => {
              setManque(undefined);
              tapee.changer({ texte: ev.currentTarget.value });
            }}
            error={manque}
          />
          <Radio.Group
            label="Gravité"
            value={tapee.valeur.gravite}
            onChange={(v) => tapee.changer({ gravite: graviteSchema.parse(v) })}
          >
            <Stack gap={6} mt={6}>
              {Object.entries(GRAVITES_INCIDENT).map(([g, { libelle, sens }]) => (
                <Radio key={g} value={g} label={`${libelle} : ${sens}`} />
              ))}
            </Stack>
          </Radio.Group>
          <NativeSelect
            label="De quoi s’agit-il ?"
            value={tapee.valeur.categorie}
            data={Object.entries(CATEGORIES_INCIDENT).map(([value, label]) => ({ value, label }))}
            onChange={(ev) => tapee.changer({ categorie: categorieSchema.parse(ev.currentTarget.value) })}
          />
          <Joint titre="Ce qui est joint" contexte={contexte}>
            <Text size="sm" c="dimmed">
              Rien de plus : ni usager, ni aide, ni ce que montre l’écran.
            </Text>
          </Joint>
          <ErreurFormulaire message={echec} />
          <PiedFenetre faire="Signaler" fermer={fermer} enCours={enCours} />
        </Stack>
      </form>
    </Fenetre>
  );
};
