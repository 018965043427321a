package dev.takeone.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Makes pictures of pages small enough for a repository. */
final class Picture {
    /** As many as a palette holds. */
    private static final int MOST_COLOURS = 256;

    /** Of each colour: nobody sees the rest at the edges of letters. */
    private static final int STEPS = 31;

    private static final int MOST = 255;

    private Picture() {}

    /** The same with few colours, where a palette is enough for it. */
    static byte[] small(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            Map<Integer, Integer> colours = new LinkedHashMap<>();
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    colours.putIfAbsent(rough(image.getRGB(x, y)), colours.size());
                }
            }
            return colours.size() <= MOST_COLOURS ? written(image, colours) : png;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(BufferedImage image, Map<Integer, Integer> colours) throws IOException {
        int[] palette = colours.keySet().stream().mapToInt(Integer::intValue).toArray();
        IndexColorModel model =
                new IndexColorModel(Byte.SIZE, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage small =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                small.getRaster().setSample(x, y, 0, colours.getOrDefault(rough(image.getRGB(x, y)), 0));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(small, "png", out);
        return out.toByteArray();
    }

    private static int rough(int colour) {
        return step(colour >> 16) << 16 | step(colour >> 8) << 8 | step(colour);
    }

    private static int step(int part) {
        return ((part & MOST) * STEPS + MOST / 2) / MOST * MOST / STEPS;
    }
}
