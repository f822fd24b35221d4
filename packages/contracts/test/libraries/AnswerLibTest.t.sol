// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AnswerLib} from "../../src/consumers/AnswerLib.sol";
import {Digest} from "../../src/types/Digest.sol";
import {Test} from "../support/Test.sol";

/// @notice What a consumer gets out of a document. `WagerTest` holds it to whole ones that committees agreed on.
contract AnswerLibTest is Test {
    bytes private constant OPEN = '{"finishReason":"stop","model":"bafkreigmztgmztgmztgmztgmztgmztgmztgmztgmztgmztgmztgmztgmzu"'
        ',"prompt":"bafkreigmztgmztgmztgmztgmztgmztgmztgmztgmztgmztgmztgmztgmzu","text":"Yes';

    function textOf(bytes calldata document) external pure returns (bytes memory) {
        return AnswerLib.textOf(document, Digest.wrap(sha256(document)));
    }

    function test_textOf_endsAtTheQuote() public view {
        assertEq(this.textOf(bytes.concat(OPEN, '","tokens":[]}')), "Yes", "the text");
        assertEq(this.textOf(bytes.concat(OPEN, '\\"","tokens":[]}')), 'Yes\\"', "an escaped quote is text");
    }

    function test_textOf_revertsWithoutAnEnd() public {
        expectError(abi.encodeWithSelector(AnswerLib.NoText.selector));
        this.textOf(OPEN);
    }

    function test_textOf_revertsWithoutText() public {
        expectError(abi.encodeWithSelector(AnswerLib.NoText.selector));
        this.textOf('{"error":"prompt-malformed","finishReason":"error"}');
    }
}
