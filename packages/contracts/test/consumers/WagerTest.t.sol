// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AnswerLib} from "../../src/consumers/AnswerLib.sol";
import {Wager} from "../../src/consumers/Wager.sol";
import {Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {Network} from "../Network.sol";

contract WagerTest is Network {
    string private constant CID = "bafkreihfsys2qisjpqle2ydql2z722lvyn24uij3qfabg6ucnj3xscmgve";

    address private immutable YES = makeAddress("yes");
    address private immutable NO = makeAddress("no");

    function documentOf(string memory reason, string memory text) private pure returns (bytes memory) {
        return bytes(
            string.concat(
                '{"finishReason":"',
                reason,
                '","model":"',
                CID,
                '","prompt":"',
                CID,
                '","text":"',
                text,
                '","tokens":[417,13],"type":"aichain/output/1"}'
            )
        );
    }

    /// @dev Of a task that a committee decided with this document.
    function wagerOn(bytes memory document) private returns (Wager wager, Terms memory terms) {
        terms = ask(5);
        settled(terms, outputsOf(5, Digest.wrap(sha256(document))));
        wager = enteredWager(terms);
    }

    function enteredWager(Terms memory terms) private returns (Wager wager) {
        wager = new Wager(consensus, idOf(terms), YES, NO, 1 ether);
        enter(wager, YES);
        enter(wager, NO);
    }

    function enter(Wager wager, address party) private {
        vm.deal(party, 1 ether);
        vm.prank(party);
        wager.enter{value: 1 ether}();
    }

    function test_resolve_paysWhomTheAnswerNames() public {
        bytes memory document = documentOf("stop", "Yes, it is.");
        (Wager wager, Terms memory terms) = wagerOn(document);
        toFinality(terms);
        wager.resolve(document);
        vm.prank(YES);
        wager.take();
        assertEq(YES.balance, 2 ether, "won");
        expectError(abi.encodeWithSelector(Wager.NothingOwed.selector, NO));
        vm.prank(NO);
        wager.take();
    }

    function test_resolve_readsAnAnswerThatWasCutOff() public {
        bytes memory document = documentOf("length", "No, because");
        (Wager wager, Terms memory terms) = wagerOn(document);
        toFinality(terms);
        wager.resolve(document);
        assertEq(wager.owed(NO), 2 ether, "won");
    }

    function test_resolve_paysBothBackWhereTheAnswerFitsNeither(string memory words) public {
        bytes memory document = documentOf("stop", string.concat("Perhaps \\\"", vm.toString(bytes(words)), "\\\\"));
        (Wager wager, Terms memory terms) = wagerOn(document);
        toFinality(terms);
        wager.resolve(document);
        assertEq(wager.owed(YES), 1 ether, "yes");
        assertEq(wager.owed(NO), 1 ether, "no");
    }

    function test_resolve_waitsForFinality() public {
        bytes memory document = documentOf("stop", "Yes");
        (Wager wager, Terms memory terms) = wagerOn(document);
        expectError(abi.encodeWithSelector(AnswerLib.AnswerNotFinal.selector, idOf(terms)));
        wager.resolve(document);
    }

    function test_resolve_refusesOtherBytes() public {
        bytes memory document = documentOf("stop", "Yes");
        (Wager wager, Terms memory terms) = wagerOn(document);
        toFinality(terms);
        bytes memory other = documentOf("stop", "No");
        expectError(
            abi.encodeWithSelector(AnswerLib.WrongDocument.selector, sha256(document), Digest.wrap(sha256(other)))
        );
        wager.resolve(other);
    }

    function test_resolve_givesBackWithoutText() public {
        bytes memory document = '{"error":"prompt-malformed","finishReason":"error"}';
        (Wager wager, Terms memory terms) = wagerOn(document);
        toFinality(terms);
        wager.resolve(document);
        assertEq(wager.owed(YES), 1 ether, "yes has its stake");
        assertEq(wager.owed(NO), 1 ether, "no has its stake");
    }

    function test_resolve_onlyOnceAndOnlyWithBothStakes() public {
        Terms memory terms = ask(5);
        Wager wager = new Wager(consensus, idOf(terms), YES, NO, 1 ether);
        expectError(abi.encodeWithSelector(Wager.NotResolvable.selector));
        wager.resolve("");
        expectError(abi.encodeWithSelector(Wager.NotEnterable.selector, STRANGER, 0));
        vm.prank(STRANGER);
        wager.enter();
    }

    function test_callOff_whereNothingWasDecided() public {
        Terms memory terms = ask(5);
        Wager wager = enteredWager(terms);
        expectError(abi.encodeWithSelector(AnswerLib.AnswerNotFinal.selector, idOf(terms)));
        wager.callOff();
        vm.warp(revealEnd(terms));
        consensus.finalize(idOf(terms));
        wager.callOff();
        assertEq(wager.owed(YES) + wager.owed(NO), 2 ether, "both back");
        expectError(abi.encodeWithSelector(Wager.NotResolvable.selector));
        wager.callOff();
    }

    function test_callOff_ifAnAppealOverturned() public {
        bytes memory document = documentOf("stop", "Yes");
        (Wager wager, Terms memory terms) = wagerOn(document);
        overturn(terms);
        expectError(abi.encodeWithSelector(AnswerLib.AnswerOverturned.selector, idOf(terms)));
        wager.resolve(document);
        wager.callOff();
        assertEq(wager.owed(NO), 1 ether, "back");
    }

    function overturn(Terms memory terms) private {
        appealed(terms, TRUTH);
    }

    function appealed(Terms memory terms, Digest output) private {
        (Terms memory appealTerms, Committee committee) = appealOf(terms);
        start(appealTerms);
        settled(appealTerms, outputsOf(appealTerms.order.committeeSize, output));
        consensus.conclude(idOf(terms), committee);
    }

    /// @dev An appeal did not get the prompt, and nobody can ask again.
    function test_callOff_ifTheAnswerIsVoid() public {
        bytes memory document = documentOf("stop", "Yes");
        (Wager wager, Terms memory terms) = wagerOn(document);
        appealed(terms, UNAVAILABLE);
        expectError(abi.encodeWithSelector(AnswerLib.AnswerNotFinal.selector, idOf(terms)));
        wager.callOff();
        toFinality(terms);
        expectError(abi.encodeWithSelector(AnswerLib.AnswerVoid.selector, idOf(terms)));
        wager.resolve(document);
        wager.callOff();
        assertEq(wager.owed(YES) + wager.owed(NO), 2 ether, "both back");
    }

    /* STAKES */

    function test_enter_takesOneExactStakeOfEachParty(uint256 value) public {
        Terms memory terms = ask(5);
        Wager wager = new Wager(consensus, idOf(terms), YES, NO, 1 ether);
        value = bound(value, 0, 3 ether);
        if (value != 1 ether) refusesEntry(wager, YES, value);
        enter(wager, YES);
        refusesEntry(wager, YES, 1 ether);
        refusesEntry(wager, STRANGER, 1 ether);
    }

    function refusesEntry(Wager wager, address party, uint256 value) private {
        vm.deal(party, value);
        vm.prank(party);
        expectError(abi.encodeWithSelector(Wager.NotEnterable.selector, party, value));
        wager.enter{value: value}();
    }

    function test_take_owesWhatItCouldNotPay() public {
        bytes memory document = documentOf("stop", "Yes");
        (Wager wager, Terms memory terms) = wagerOn(document);
        toFinality(terms);
        wager.resolve(document);
        refuse(YES);
        vm.prank(YES);
        expectError(abi.encodeWithSelector(Wager.PaymentFailed.selector, YES));
        wager.take();
        assertEq(wager.owed(YES), 2 ether, "still owed");
    }

    /* DOCUMENTS */

    /// @dev What only looks like an output document has no text.
    function test_resolve_givesBackForWhatOnlyBeginsLikeADocument(uint256 length) public {
        bytes memory whole = documentOf("stop", "Yes");
        // Up to the quote that ends the text.
        bytes memory document = new bytes(bound(length, 0, 174));
        for (uint256 i; i < document.length; ++i) {
            document[i] = whole[i];
        }
        (Wager wager, Terms memory terms) = wagerOn(document);
        toFinality(terms);
        wager.resolve(document);
        assertEq(wager.owed(YES), 1 ether, "both have their stakes");
    }
}
