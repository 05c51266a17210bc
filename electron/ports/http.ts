export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** `sent` false: the connection was never made, so nothing can have happened at the other end. */
export type HttpReply =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }
  | {
      readonly kind: 'no-answer';
      readonly sent: boolean;
      readonly cause: 'timeout' | 'refused' | 'reset' | 'dns' | 'tls' | 'too-large' | 'other';
      readonly detail: string;
    };

/** Never throws and never follows a redirect. Header names of an answer are lower case. */
export interface Http {
  send(request: HttpRequest): Promise<HttpReply>;
}
