// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../interfaces/IConsensus.sol";
import {State, Verdict} from "../interfaces/ConsensusTypes.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";

/// @title AnswerLib
/// @notice For contracts that act on an answer: checks that it is the one the committee agreed on, and cuts out its
/// text. @dev An output document is canonical JSON (RFC 8785) of a known form, so that its parts stand where they must:
/// {"finishReason":"stop","model":"…","prompt":"…","text":"…","tokens":[…],"type":"aichain/output/1"}.
library AnswerLib {
    /* ERRORS */

    /// @notice The task has no decision that nothing can change any more.
    error AnswerNotFinal(TaskId task);
    /// @notice An appeal found another output.
    error AnswerOverturned(TaskId task);
    /// @notice An appeal did not get the prompt, and no other can ask: there will be no final answer.
    error AnswerVoid(TaskId task);
    /// @notice These are not the bytes that were agreed on.
    error WrongDocument(Digest expected, Digest actual);
    /// @notice The document says why there is no text, or is no output document.
    error NoText();

    /* CONSTANTS */

    /// @dev The length of a CIDv1 of a raw block in base 32.
    uint256 private constant CID_LENGTH = 59;
    bytes private constant STOPPED = '{"finishReason":"stop","model":"';
    bytes private constant CUT_OFF = '{"finishReason":"length","model":"';
    bytes private constant PROMPT = '","prompt":"';
    bytes private constant TEXT = '","text":"';

    /* FUNCTIONS */

    /// @notice The digest that a task's committee agreed on, if nothing can change it any more.
    /// @dev Errors: AnswerOverturned, AnswerVoid, AnswerNotFinal.
    function finalOutput(IConsensus consensus, TaskId task) internal view returns (Digest) {
        Verdict memory verdict = consensus.verdict(task);
        if (verdict.overturned) revert AnswerOverturned(task);
        if (verdict.isVoid) revert AnswerVoid(task);
        if (verdict.state != State.Decided || !verdict.isFinal) revert AnswerNotFinal(task);
        return verdict.output;
    }

    /// @notice The text of an output document, as it stands there: with JSON's escapes.
    /// @dev Errors: WrongDocument, NoText.
    /// @param document The bytes that the digest is of, as IPFS serves them.
    function textOf(bytes calldata document, Digest output) internal pure returns (bytes calldata text) {
        bool found;
        (found, text) = tryTextOf(document, output);
        if (!found) revert NoText();
    }

    /// @notice As `textOf`, for contracts that have something to do where there is no text.
    /// @dev Errors: WrongDocument.
    function tryTextOf(bytes calldata document, Digest output) internal pure returns (bool found, bytes calldata text) {
        Digest actual = Digest.wrap(sha256(document));
        if (actual != output) revert WrongDocument(output, actual);
        uint256 from = _startOf(document);
        if (from == 0) return (false, document[0:0]);
        for (uint256 to = from; to < document.length; ++to) {
            if (document[to] == '"') return (true, document[from:to]);
            // What follows a backslash does not end the text, whatever it is.
            if (document[to] == "\\") ++to;
        }
        return (false, document[0:0]);
    }

    /// @notice Whether a text begins with these words, in the same letters.
    function beginsWith(bytes calldata text, bytes memory words) internal pure returns (bool) {
        return text.length >= words.length && keccak256(text[:words.length]) == keccak256(words);
    }

    /* PRIVATE */

    /// @return from Zero where no text is.
    function _startOf(bytes calldata document) private pure returns (uint256 from) {
        if (_hasAt(document, 0, STOPPED)) from = STOPPED.length;
        else if (_hasAt(document, 0, CUT_OFF)) from = CUT_OFF.length;
        else return 0;
        from += CID_LENGTH;
        if (!_hasAt(document, from, PROMPT)) return 0;
        from += PROMPT.length + CID_LENGTH;
        return _hasAt(document, from, TEXT) ? from + TEXT.length : 0;
    }

    function _hasAt(bytes calldata document, uint256 from, bytes memory words) private pure returns (bool) {
        uint256 to = from + words.length;
        return document.length >= to && keccak256(document[from:to]) == keccak256(words);
    }
}
