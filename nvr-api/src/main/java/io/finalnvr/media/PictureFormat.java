package io.finalnvr.media;

/** File formats of still pictures. */
public enum PictureFormat {
  /** JPEG, small and quick. */
  JPEG("image/jpeg"),
  /** PNG, without loss. */
  PNG("image/png");

  private final String mimeType;

  PictureFormat(String mimeType) {
    this.mimeType = mimeType;
  }

  /** The MIME type. */
  public String mimeType() {
    return mimeType;
  }
}
