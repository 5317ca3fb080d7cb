'use client';

import { Button, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { nombreEntier } from '#shared/mots/nombres';
import { exporterJournal, lireJournal } from '../../../_donnees/lecture/administration';
import { useMaintenant } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { useAction } from '../../../_ui/demandes/appeler';
import {
  AU_DESSUS,
  ChampDate,
  ChampListe,
  ChampTexte,
  Envoyer,
  Formulaire,
  useFormulaire,
} from '../../../_ui/formulaire';
import { quand } from '../../../_ui/mots/quand';

type Filtre = { jour?: string; auteur?: string; action?: string; avant?: string };
type Format = (typeof FORMATS)[number];
const FORMATS = ['xlsx', 'csv'] as const;

const filtreDe = (t: { jour: string; auteur: string; action: string }): Filtre => ({ ...t, auteur: t.auteur.trim() });

/** The audit log, page by page, the latest first; or all that a filter finds, in a file. */
export const Journal = () => {
  const maintenant = useMaintenant();
  const [filtre, setFiltre] = useState<Filtre>({});
  const { valeur: lu, derniere, echec } = useLecture(['journal', filtre], () => lireJournal(filtre));
  const { refus, enCours, faire, oublier } = useAction();
  const filtrer = (f: Filtre | ((avant: Filtre) => Filtre)): void => {
    oublier();
    setFiltre(f);
  };
  // The page before stays until this one comes; where it does not, it is of other lines than those asked for.
  const valeur = lu ?? (echec === undefined ? derniere : undefined);
  const f = useFormulaire({
    depart: () => ({ jour: '', auteur: '', action: '' }),
    lire: (t) => ({ ok: true, valeur: filtreDe(t) }),
    envoyer: (t) => {
      filtrer(t);
      return undefined;
    },
    encore: true,
  });
  /** What is typed, sent or not: the file is of what the screen says. */
  const prendre = (format: Format): void => {
    if (enCours) return;
    const voulu = filtreDe(f.valeurs());
    setFiltre(voulu);
    void faire(() => exporterJournal(voulu, format));
  };
  const actions = Object.entries(derniere?.actions ?? {});
  const suite = valeur?.suite;
  return (
    <div className="admin">
      <Formulaire de={f} className="admin__tete">
        <ChampDate
          de={f}
          nom="jour"
          label="Jour"
          inputWrapperOrder={AU_DESSUS}
          className="admin__jour"
          classNames={{ description: 'admin__jour-dit' }}
        />
        <ChampTexte
          de={f}
          nom="auteur"
          label="Auteur"
          placeholder="identifiant"
          autoCapitalize="none"
          spellCheck={false}
        />
        <ChampListe
          de={f}
          nom="action"
          label="Action"
          data={[{ value: '', label: 'Toutes' }, ...actions.map(([value, label]) => ({ value, label }))]}
        />
        <Envoyer de={f} variant="default">
          Filtrer
        </Envoyer>
        {FORMATS.map((format) => (
          <Button
            key={format}
            variant="default"
            disabled={!valeur}
            aria-label={`Prendre le journal en ${format.toLocaleUpperCase()}`}
            onClick={() => prendre(format)}
          >
            {format.toLocaleUpperCase()}
          </Button>
        ))}
        <span className="admin__note">
          Chaque maillon porte l’empreinte du précédent : « telegestion audit verifier » contrôle la chaîne.
        </span>
      </Formulaire>
      <Text size="sm" {...(enCours ? {} : { c: 'var(--ton-orange-texte)' })} role="status">
        {enCours ? 'Préparation du fichier…' : (echec ?? refus?.message)}
      </Text>
      {valeur ? (
        valeur.entrees.length === 0 ? (
          <div className="vide">
            <Text size="sm" c="dimmed">
              Rien ne correspond{suite ? ' dans cette partie du journal.' : ' : changez de jour, d’auteur ou d’action.'}
            </Text>
          </div>
        ) : (
          <div className="admin__table">
            <table className="compte__table" aria-label="Journal d’audit">
              <thead>
                <tr>
                  <th scope="col">Quand</th>
                  <th scope="col">Auteur</th>
                  <th scope="col">Action</th>
                  <th scope="col">Ce qui a été fait</th>
                  <th scope="col">Maillon</th>
                </tr>
              </thead>
              <tbody>
                {valeur.entrees.map((e, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a page of the log never changes order.
                  <tr key={`${e.maillon} ${i}`}>
                    <td>{quand(e.instant, maintenant)}</td>
                    <th scope="row">{e.auteur}</th>
                    <td>{valeur.actions[e.action] ?? e.action}</td>
                    <td className="objet">{e.phrase}</td>
                    <td className="num">{nombreEntier(e.maillon)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      ) : echec ? null : (
        <Loader size="sm" aria-label="Lecture du journal" />
      )}
      <div className="compte__gestes">
        {filtre.avant ? (
          <Button variant="default" size="xs" onClick={() => filtrer(({ avant: _, ...f }) => f)}>
            Les plus récentes
          </Button>
        ) : null}
        {suite ? (
          <Button variant="default" size="xs" onClick={() => filtrer((f) => ({ ...f, avant: String(suite) }))}>
            Plus anciennes
          </Button>
        ) : null}
      </div>
    </div>
  );
};
