/** What the store uses of PouchDB. (`@types/pouchdb` redefines Node's global `Buffer` for the whole program.) */
declare module 'pouchdb' {
  export type Refus = { status?: number; message?: string; error?: unknown };
  export type Reference = { _id: string; _rev: string };
  export type Replication = PromiseLike<{ ok: boolean; docs_written: number }> & {
    cancel(): void;
    on(evenement: 'change' | 'paused' | 'complete' | 'error', suite: (valeur?: unknown) => void): Replication;
  };
  export type Pouch = {
    id(): Promise<string>;
    info(): Promise<{ doc_count: number; update_seq: number | string }>;
    get<T extends object>(id: string, options?: object): Promise<T & Reference>;
    put(document: object): Promise<{ id: string; rev: string }>;
    remove(document: Reference): Promise<unknown>;
    bulkDocs(documents: object[], options?: { new_edits: boolean }): Promise<Refus[]>;
    allDocs(options?: object): Promise<{ rows: { id: string; value: { rev: string }; doc?: unknown }[] }>;
    getAttachment(id: string, nom: string, options: { rev: string }): Promise<Buffer>;
    compact(): Promise<unknown>;
    close(): Promise<void>;
    destroy(): Promise<unknown>;
  };
  const PouchDB: {
    new (nom: string, options?: object): Pouch;
    replicate(source: Pouch, cible: Pouch, options?: object): Replication;
    sync(source: Pouch, cible: Pouch, options?: object): Replication;
  };
  export default PouchDB;
}
